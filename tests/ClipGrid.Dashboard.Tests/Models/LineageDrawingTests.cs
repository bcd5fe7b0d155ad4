using Bunit;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Models;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Models;

public sealed class LineageDrawingTests
{
    [Fact]
    public async Task LineageDrawing_FolderOfStrangers_IsShownAsText()
    {
        await using BunitContext page = new();
        ModelVersionInfo version = SomeVersion.Of('a') with { Lineage = new ModelLineage { ImportedFrom = "<img src=x>/models" } };

        IRenderedComponent<LineageDrawing> shown = page.Render<LineageDrawing>(with => with.Add(drawing => drawing.Version, version).Add(drawing => drawing.Sets, []));

        Assert.Empty(shown.FindAll("img"));
        Assert.Contains("<img src=x>/models", shown.Find("li").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LineageDrawing_TrainedVersion_LinksToItsSession()
    {
        await using BunitContext page = new();
        ModelVersionInfo version = SomeVersion.Of('a') with { Lineage = new ModelLineage { Session = SessionId.Parse("s1") } };

        IRenderedComponent<LineageDrawing> shown = page.Render<LineageDrawing>(with => with.Add(drawing => drawing.Version, version).Add(drawing => drawing.Sets, []));

        Assert.Equal(["/sessions/s1"], shown.FindAll("a").Select(link => link.GetAttribute("href")));
        Assert.Single(shown.FindAll(".lineage-box.current"));
    }
}
