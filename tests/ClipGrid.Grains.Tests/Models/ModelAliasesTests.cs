using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;
using ClipGrid.Grains.Models;
using Xunit;

namespace ClipGrid.Grains.Tests.Models;

public sealed class ModelAliasesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly ModelVersionInfo A = Version("aaaa1"), B = Version("aaaa2"), C = Version("cafe");
    private static readonly ModelState Three = new[] { A, B, C }.Aggregate(new ModelState(), (state, version) => ModelVersions.Register(state, version, Now));

    [Fact]
    public void Register_EachVersion_MovesLatestAndRemembers()
    {
        Assert.Equal(C.Id, Target(Three, "latest"));
        Assert.Equal([(B.Id, C.Id), (A.Id, B.Id), (null, A.Id)], Three.History.Select(change => (change.From, change.To!.Value)));
        Assert.Same(Three, ModelVersions.Register(Three, A, Now));
    }

    [Theory]
    [InlineData(null, "cafe")]
    [InlineData("latest", "cafe")]
    [InlineData("cafe", "cafe")]
    [InlineData("aaaa1", "aaaa1")]
    public void Resolve_AliasOrBeginning_FindsTheVersion(string? selector, string beginning) =>
        Assert.StartsWith(beginning, Resolve(Three, selector).Id.Digest.Value, StringComparison.Ordinal);

    [Fact]
    public void Resolve_BeginningOfSeveral_NamesThem()
    {
        GridException error = Refused(GridProblem.Conflict, () => Resolve(Three, "aaaa"));
        Assert.Contains(A.Id.Digest.Short, error.Message, StringComparison.Ordinal);
        Assert.Contains(B.Id.Digest.Short, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("caf")]
    [InlineData("champion")]
    [InlineData("dddd")]
    [InlineData("")]
    public void Resolve_Unknown_ListsWhatThereIs(string selector)
    {
        GridException error = Refused(GridProblem.NotFound, () => Resolve(Three, selector));
        Assert.Contains("latest", error.Message, StringComparison.Ordinal);
        Assert.Contains(C.Id.Digest.Short, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_NoVersions_SaysThatThereIsNoModel() => Refused(GridProblem.NotFound, () => Resolve(new ModelState(), null));

    [Fact]
    public void Set_NewAndMovedAndRemoved_IsInTheHistory()
    {
        ModelState state = Set(Three, Request("champion", "aaaa1", reason: "first"));
        state = Set(state, Request("champion", "latest"));
        Assert.Equal(C.Id, Target(state, "champion"));
        state = Set(state, Request("champion", null));
        Assert.DoesNotContain(state.Aliases, alias => alias.Name == "champion");
        Assert.Equal([(C.Id, null), (A.Id, C.Id), (null, (ModelVersionId?)A.Id)], state.History.Where(change => change.Name == "champion").Select(change => (change.From, change.To)));
        Assert.Equal("first", state.History.Single(change => change.To == A.Id && change.Name == "champion").Reason);
        Refused(GridProblem.NotFound, () => Set(state, Request("champion", null)));
    }

    [Fact]
    public void Set_SameOperationAgain_ChangesNothingAndAnotherRequestIsRefused()
    {
        SetAliasRequest request = Request("champion", "aaaa1");
        ModelState state = Set(Three, request), later = Set(state, Request("champion", "cafe"));
        Assert.Same(later, Set(later, request));
        Refused(GridProblem.Conflict, () => Set(later, request with { Target = "aaaa2" }));
    }

    [Fact]
    public void Set_Protected_MovesOnlyWhereThatIsSaid()
    {
        ModelState state = Set(Three, Request("champion", "aaaa1") with { IsProtected = true });
        Refused(GridProblem.WrongState, () => Set(state, Request("champion", "cafe")));
        Refused(GridProblem.WrongState, () => Set(state, Request("champion", null)));
        Refused(GridProblem.WrongState, () => Set(state, Request("champion", "cafe") with { IsProtected = false }));
        ModelState moved = Set(state, Request("champion", "cafe") with { OverridesProtection = true });
        Assert.True(moved.Aliases.Single(alias => alias.Name == "champion").IsProtected);
        ModelState free = Set(moved, Request("champion", "cafe") with { IsProtected = false });
        Assert.Equal(A.Id, Target(Set(free, Request("champion", "aaaa1")), "champion"));
    }

    [Fact]
    public void Set_Expected_NoticesOthers()
    {
        ModelState state = Set(Three, Request("champion", "aaaa1"));
        ModelState moved = Set(state, Request("champion", "aaaa2") with { Expected = A.Id });
        GridException error = Refused(GridProblem.Conflict, () => Set(moved, Request("champion", "cafe") with { Expected = A.Id }));
        Assert.Contains(B.Id.Digest.Short, error.Message, StringComparison.Ordinal);
        Refused(GridProblem.Conflict, () => Set(moved, Request("new", "cafe") with { Expected = A.Id }));
    }

    [Theory]
    [InlineData("latest")]
    [InlineData("beef")]
    [InlineData("0123456789")]
    [InlineData("Champion")]
    [InlineData("a b")]
    [InlineData("../x")]
    [InlineData("")]
    public void Set_NameThatIsNone_IsRefused(string alias) => Refused(GridProblem.Invalid, () => Set(Three, Request(alias, "cafe")));

    [Fact]
    public void Set_UnknownTarget_IsRefused() => Refused(GridProblem.NotFound, () => Set(Three, Request("champion", "nobody")));

    [Fact]
    public void Delete_Latest_FallsBackToTheNewestLeft()
    {
        ModelState state = ModelVersions.Delete(ModelBench.Name, Three, OperationId.New(), "cafe", Now);
        Assert.Equal(B.Id, Target(state, "latest"));
        Assert.Equal([A, B], state.Versions);
        state = ModelVersions.Delete(ModelBench.Name, state, OperationId.New(), "aaaa1", Now);
        Assert.Equal(B.Id, Target(state, "latest"));
        state = ModelVersions.Delete(ModelBench.Name, state, OperationId.New(), "latest", Now);
        Assert.Empty(state.Versions);
        Assert.Empty(state.Aliases);
    }

    [Fact]
    public void Delete_WhatAnAliasPointsTo_IsRefusedAndNamesIt()
    {
        ModelState state = Set(Three, Request("champion", "aaaa1"));
        GridException error = Refused(GridProblem.WrongState, () => ModelVersions.Delete(ModelBench.Name, state, OperationId.New(), "aaaa1", Now));
        Assert.Contains("champion", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void History_ManyMoves_IsBounded()
    {
        ModelState state = Three;
        for (int i = 0; i < 1100; i++)
            state = Set(state, Request("champion", i % 2 == 0 ? "aaaa1" : "aaaa2"));
        Assert.Equal(1000, state.History.Length);
        Assert.Equal(256, state.Operations.Length);
        Assert.Equal(B.Id, state.History[0].To);
    }

    private static ModelVersionId Target(ModelState state, string alias) => state.Aliases.Single(info => info.Name == alias).Target;

    private static ModelVersionInfo Resolve(ModelState state, string? selector) => ModelVersions.Resolve(ModelBench.Name, state, selector);

    private static ModelState Set(ModelState state, SetAliasRequest request) => ModelAliases.Set(ModelBench.Name, state, request, Now);

    private static SetAliasRequest Request(string alias, string? target, string? reason = null) =>
        new() { Operation = OperationId.New(), Alias = alias, Target = target, Reason = reason };

    private static GridException Refused(GridProblem problem, Func<object> work)
    {
        GridException error = Assert.Throws<GridException>(work);
        Assert.Equal(problem, error.Problem);
        return error;
    }

    private static ModelVersionInfo Version(string beginning) => new()
    {
        Id = new ModelVersionId(ModelBench.Name, ModelDigest.Parse(beginning.PadRight(64, '0'))),
        CreatedAt = Now,
        Architecture = "",
        EmbedDim = 1,
        ImageSize = 1,
        ContextLength = 1,
        VocabSize = 1,
        ParameterCount = 1,
        LogitScale = 1,
        ByteCount = 1,
        Lineage = new ModelLineage(),
    };
}
