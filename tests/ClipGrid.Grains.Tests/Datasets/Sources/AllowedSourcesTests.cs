using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Datasets.Sources;
using Xunit;

namespace ClipGrid.Grains.Tests.Datasets.Sources;

/// <summary>Which paths of its machine a silo brings in.</summary>
[Trait("Check", "S16")]
public sealed class AllowedSourcesTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Require_BelowAFolderOrItself_Passes()
    {
        string allowed = Directory.CreateDirectory(Path.Combine(_folder.Path, "allowed", "more")).Parent!.FullName;
        AllowedSources sources = new([allowed, "/nowhere"]);

        sources.Require(allowed);
        sources.Require(Path.Combine(allowed, "more", "captions.csv"));
        sources.Require(Path.Combine(allowed, "more", "..", "captions.csv"));
        AllowedSources.Any.Require("/proc/self/environ");
    }

    [Theory]
    [InlineData("allowed-not/captions.csv")]
    [InlineData("allowed/../captions.csv")]
    [InlineData("")]
    [InlineData("allowed/link/captions.csv")]
    [InlineData("allowed/round")]
    public void Require_Elsewhere_IsRefusedWithTheWayOut(string path)
    {
        string allowed = Directory.CreateDirectory(Path.Combine(_folder.Path, "allowed")).FullName;
        File.CreateSymbolicLink(Path.Combine(allowed, "link"), _folder.Path);
        File.CreateSymbolicLink(Path.Combine(allowed, "round"), Path.Combine(allowed, "round"));

        GridException refused = Assert.Throws<GridException>(() => new AllowedSources([allowed]).Require(Path.Combine(_folder.Path, path)));

        Assert.Equal(GridProblem.Invalid, refused.Problem);
        Assert.Contains("ClipGrid:SourceFolders", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Require_WhereNoFolderIsNamed_RefusesEverything() => Assert.Throws<GridException>(() => new AllowedSources([]).Require("/"));
}
