using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Pages;

/// <summary>What holds for every page: people with screen readers, in the dark and on a telephone can use it, and it logs no error.</summary>
[Trait("Speed", "Slow")]
[Collection(typeof(SharedPageGrid))]
public sealed class EveryPageTests(PageGrid grid)
{
    private const int TelephoneWidth = 375;

    public static TheoryData<string, string> Pages => new()
    {
        { "overview", "/" },
        { "sessions", "/sessions" },
        { "session", "/sessions/demo-1?smooth=0.8" },
        { "session-new", "/sessions/new?dataset=demo" },
        { "session-compare", "/sessions/compare?ids=demo-1" },
        { "datasets", "/datasets" },
        { "dataset", "/datasets/demo" },
        { "dataset-statistics", "/datasets/demo?tab=statistics" },
        { "dataset-add", "/datasets/add" },
        { "item", "/datasets/demo/item?key=scene-01801" },
        { "models", "/models" },
        { "model", "/models/demo" },
        { "model-import", "/models/import" },
        { "search", "/search?dataset=demo&model=demo&q=two%20red%20circles" },
        { "classify", "/classify?model=demo&dataset=demo&item=scene-01801&class=circle&class=square" },
        { "map", "/map?dataset=demo&model=demo" },
        { "cluster", "/cluster" },
        { "keys", "/keys" },
        { "audit", "/audit" },
        { "not-found", "/nothing/here" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_InEveryLook_IsAccessibleFitsAndLogsNoError(string name, string path)
    {
        List<string> faults = [];
        foreach ((string look, int width, ColorScheme scheme) in new[] { ("light", 1280, ColorScheme.Light), ("dark", 1280, ColorScheme.Dark), ("narrow", TelephoneWidth, ColorScheme.Light) })
        {
            IPage page = await grid.BlankAsync(width, scheme);
            page.Console += (_, said) =>
            {
                // The address that is not there is told as such.
                if (said.Type == "error" && !said.Text.Contains("404", StringComparison.Ordinal))
                    faults.Add($"{look}: {said.Text}");
            };
            page.PageError += (_, error) => faults.Add($"{look}: {error}");
            await grid.GoAsync(page, path);
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await page.WaitForTimeoutAsync(500);
            await PageGrid.ShootAsync(page, $"{name}-{look}");
            if (await page.Locator("h1").TextContentAsync() == "Not for this role")
                faults.Add($"{look}: it is refused");
            string ground = await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
            if (ground.Contains("rgb(18,", StringComparison.Ordinal) != (scheme == ColorScheme.Dark))
                faults.Add($"{look}: on {ground}");
            int wide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            if (wide > width)
                faults.Add($"{look}: {wide} pixels wide on a screen of {width}");
            AxeResult found = await page.RunAxe();
            faults.AddRange(found.Violations
                .Where(violation => violation.Impact is "serious" or "critical")
                .Select(violation => $"{look}: {violation.Id} ({violation.Help}): {string.Join("; ", violation.Nodes.Take(3).Select(node => node.Html))}"));
            await page.Context.CloseAsync();
        }
        Assert.Empty(faults);
    }
}
