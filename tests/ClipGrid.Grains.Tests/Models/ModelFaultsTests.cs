using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Models;
using ClipGrid.Model.Native;
using ClipGrid.Model.Weights;
using Xunit;

namespace ClipGrid.Grains.Tests.Models;

public sealed class ModelFaultsTests
{
    [Fact]
    public void Guard_TorchThatDoesNotLoad_IsUnavailableInItsOwnParagraph()
    {
        GridException error = Assert.Throws<GridException>(() => ModelFaults.Guard<int>("/models/a", GridProblem.Invalid, () => throw new TorchLoadException("Install this and that.", "libstdc++.so.6")));
        Assert.Equal((GridProblem.Unavailable, "Install this and that."), (error.Problem, error.Message));
    }

    [Fact]
    public void Guard_FaultOfTheFolder_NamesItOnce()
    {
        GridException named = Refused(new ModelFolderException("/models/a", "it is empty", "fill it"));
        Assert.Equal("/models/a: it is empty; fill it.", named.Message);
        GridException unnamed = Refused(new ArgumentException("The numbers do not fit."));
        Assert.Equal("The model in /models/a cannot be used. The numbers do not fit.", unnamed.Message);
        Assert.Equal((GridProblem.Corrupt, GridProblem.Corrupt), (named.Problem, unnamed.Problem));
    }

    [Fact]
    public void Guard_AnythingElse_IsNotHidden() => Assert.Throws<InvalidTimeZoneException>(() => ModelFaults.Guard<int>("/models/a", GridProblem.Invalid, () => throw new InvalidTimeZoneException()));

    private static GridException Refused(Exception fault) => Assert.Throws<GridException>(() => ModelFaults.Guard<int>("/models/a", GridProblem.Corrupt, () => throw fault));
}
