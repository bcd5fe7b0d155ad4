using Bunit;
using ClipGrid.Contracts.Access;
using ClipGrid.Dashboard.Access;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Access;

public sealed class MayTests
{
    [Theory]
    [InlineData(GridRole.Reader, GridRole.Reader, "this")]
    [InlineData(GridRole.Reader, GridRole.Trainer, "else")]
    [InlineData(GridRole.Trainer, GridRole.Trainer, "this")]
    [InlineData(GridRole.Trainer, GridRole.Admin, "else")]
    [InlineData(GridRole.Admin, GridRole.Trainer, "this")]
    public async Task May_OfARole_IsShownToItAndThoseAbove(GridRole role, GridRole least, string shown)
    {
        await using BunitContext page = new();
        page.ShowTo(role);
        IRenderedComponent<May> may = page.Render<May>(with => with.Add(may => may.Role, least).AddChildContent("this").Add(may => may.Otherwise, "else"));
        Assert.Equal(shown, may.Markup);
    }
}
