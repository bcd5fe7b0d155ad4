using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Training;
using CsCheck;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Training;

public sealed class SessionQueryTests
{
    private static readonly Gen<SessionQuery> Queries = Gen.Select(
        Gen.String[0, 20], Gen.Enum<SessionState>().Nullable(), Gen.OneOf([.. SessionQuery.Orders]), Gen.Bool,
        (text, state, order, descends) => new SessionQuery { Text = text, State = state, Order = order, IsDescending = descends });

    [Fact]
    public void Parse_OfAddress_IsTheSameQuery() => Queries.Sample(query =>
    {
        IReadOnlyDictionary<string, object?> address = query.Address();
        return SessionQuery.Parse(address["q"] as string, address["state"] as string, address["order"] as string) == query;
    });

    [Fact]
    public void Address_AsUsual_SaysNothing() => Assert.All(new SessionQuery().Address().Values, Assert.Null);

    [Theory]
    [InlineData("99", "loss; drop")]
    [InlineData("2", "--")]
    [InlineData("nowhere", "")]
    [InlineData("", "-")]
    [InlineData("running,failed", "-nothing")]
    public void Parse_WhatCannotBe_IsAsUsual(string state, string order) => Assert.Equal(new SessionQuery(), SessionQuery.Parse(null, state, order));

    [Fact]
    public void Apply_Words_MustAllOccurSomewhere()
    {
        SessionInfo one = SampleSessions.Info("s-one") with { Specification = SampleSessions.Plain with { Tags = ["Night"], Note = "blue lamp" } };
        SessionInfo other = SampleSessions.Info("s-two") with { Specification = SampleSessions.Plain with { Tags = ["night"] } };

        Assert.Equal([one, other], new SessionQuery { Text = "NIGHT  toys eye", Order = "session", IsDescending = false }.Apply([other, one]));
        Assert.Equal([one], new SessionQuery { Text = "night LAMP" }.Apply([other, one]));
        Assert.Equal([other], new SessionQuery { Text = "two" }.Apply([other, one]));
        Assert.Empty(new SessionQuery { Text = "night lamp two" }.Apply([other, one]));
    }

    [Fact]
    public void Apply_State_LeavesOnlyThose() =>
        Assert.Equal("b", Assert.Single(new SessionQuery { State = SessionState.Failed }.Apply([SampleSessions.Info("a"), SampleSessions.Info("b", SessionState.Failed)])).Id.Value);

    [Theory]
    [InlineData("created", true, "c b a")]
    [InlineData("created", false, "a b c")]
    [InlineData("session", true, "c b a")]
    [InlineData("state", false, "b c a")]
    [InlineData("progress", true, "b a c")]
    [InlineData("dataset", false, "c b a")]
    public void Apply_Order_IsThat(string order, bool descends, string expected)
    {
        SessionInfo[] sessions =
        [
            SampleSessions.Info("b", SessionState.Completed, step: 100, minute: 2),
            SampleSessions.Info("a", SessionState.Running, step: 50, minute: 1),
            SampleSessions.Info("c", SessionState.Failed, step: 10, minute: 3),
        ];

        Assert.Equal(expected, Ids(new SessionQuery { Order = order, IsDescending = descends }.Apply(sessions)));
    }

    [Theory]
    [InlineData(false, "low high none broken")]
    [InlineData(true, "high low none broken")]
    public void Apply_ByLoss_PutsThoseWithoutANumberLast(bool descends, string expected)
    {
        SessionInfo[] sessions =
        [
            SampleSessions.Info("none", loss: null, minute: 9), SampleSessions.Info("high", loss: 7), SampleSessions.Info("broken", loss: double.NaN), SampleSessions.Info("low", loss: -1),
        ];

        Assert.Equal(expected, Ids(new SessionQuery { Order = "loss", IsDescending = descends }.Apply(sessions)));
    }

    private static string Ids(IEnumerable<SessionInfo> sessions) => string.Join(' ', sessions.Select(session => session.Id));
}
