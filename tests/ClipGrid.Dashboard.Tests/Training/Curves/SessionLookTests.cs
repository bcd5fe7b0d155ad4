using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Training.Curves;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Training.Curves;

public sealed class SessionLookTests
{
    [Fact]
    public void Of_EighteenSessions_AreAllTold()
    {
        SessionInfo[] sessions = [.. Enumerable.Range(0, 18).Select(number => SampleSessions.Info($"session-{number}"))];

        Assert.Equal(18, SessionLook.Of(sessions).Select(look => (look.Color, look.Dash)).Distinct().Count());
        Assert.Equal(sessions.Select(session => session.Id), SessionLook.Of(sessions).Select(look => look.Id));
    }

    [Fact]
    public void Of_MoreThanCanBeTold_AllHaveALook() =>
        Assert.Equal(40, SessionLook.Of(Enumerable.Range(0, 40).Select(number => SampleSessions.Info($"s{number}"))).Length);

    [Theory]
    [InlineData("demo-1")]
    [InlineData("a")]
    public void Of_ASession_HasItsOwnColourAloneAndFirst(string id)
    {
        SessionLook alone = Assert.Single(SessionLook.Of([SampleSessions.Info(id)]));

        Assert.Equal(alone, SessionLook.Of([SampleSessions.Info(id), SampleSessions.Info("other"), SampleSessions.Info("third")])[0]);
        Assert.Equal("solid", alone.Dash);
    }

    [Fact]
    public void Of_ASession_HasTheSameColourInEveryProcess() =>
        Assert.Equal(["#0072B2", "#CC79A7", "#E69F00"], SessionLook.Of([SampleSessions.Info("demo-1"), SampleSessions.Info("demo-2"), SampleSessions.Info("demo-3")]).Select(look => look.Color));
}
