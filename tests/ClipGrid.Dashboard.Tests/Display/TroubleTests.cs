using Bunit;
using ClipGrid.Dashboard.Display;
using MudBlazor.Services;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Display;

public sealed class TroubleTests
{
    [Fact]
    public async Task Trouble_MessageOfStrangers_IsShownAsText()
    {
        await using BunitContext page = new();
        page.Services.AddMudServices();

        IRenderedComponent<Trouble> shown = page.Render<Trouble>(with => with.Add(trouble => trouble.Message, "<script>alert(1)</script> is no name."));

        Assert.Empty(shown.FindAll("script"));
        Assert.Contains("<script>alert(1)</script> is no name.", shown.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }
}
