using Bunit;
using ClipGrid.Dashboard.Models;
using MudBlazor.Services;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Models;

public sealed class VersionDifferencesTests
{
    [Fact]
    public async Task VersionDifferences_BetterMetric_ShowsTheDifferenceWithItsSign()
    {
        await using BunitContext page = new();
        page.Services.AddMudServices();
        page.JSInterop.Mode = JSRuntimeMode.Loose;

        IRenderedComponent<VersionDifferences> shown = page.Render<VersionDifferences>(with => with
            .Add(differences => differences.A, SomeVersion.Of('a') with { Metrics = SomeVersion.Metrics(("recall@1", 0.5)) })
            .Add(differences => differences.B, SomeVersion.Of('b') with { Metrics = SomeVersion.Metrics(("recall@1", 0.75)) }));

        Assert.Equal("+0.25", shown.Find("td[data-label=Difference]").TextContent);
        Assert.Contains("They do not differ in any fact.", shown.Markup, StringComparison.Ordinal);
    }
}
