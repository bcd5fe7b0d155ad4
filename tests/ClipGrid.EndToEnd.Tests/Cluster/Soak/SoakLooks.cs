using System.Net;
using ClipGrid.Contracts.Client;
using ClipGrid.EndToEnd.Tests.Pages;
using Microsoft.Playwright;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cluster.Soak;

/// <summary>Somebody who reads lists, and opens pages and leaves them: as text, and in a browser if there is one.</summary>
internal sealed class SoakLooks(SoakGrid grid, SoakSessions sessions) : IAsyncDisposable
{
    // Not how fast a page is: a machine that does other things besides may keep it waiting.
    private const float Patience = 120_000;
    private static readonly TimeSpan Stay = TimeSpan.FromSeconds(4);

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Whether there is a browser.</summary>
    public static bool HasBrowser => Environment.GetEnvironmentVariable("CLIPGRID_CHROMIUM") is not null;

    private static string[] Lists => ["/v1/datasets", "/v1/models", "/v1/sessions", "/v1/embeddings/sets", "/v1/cluster", "/v1/devices", $"/v1/datasets/{SoakGrid.Dataset}/items?pageSize=20"];

    private string[] Pages =>
    [
        "/", "/datasets", $"/datasets/{SoakGrid.Dataset}", $"/datasets/{SoakGrid.Dataset}?tab=statistics", "/sessions", $"/sessions/{sessions.Newest?.ToString() ?? "new"}", "/models",
        $"/models/{SoakGrid.Model}", $"/search?dataset={SoakGrid.Dataset}&model={SoakGrid.Model}&q=a%20cat", $"/map?dataset={SoakGrid.Dataset}&model={SoakGrid.Model}", "/cluster",
    ];

    /// <summary>A list over HTTP, and one by the SDK.</summary>
    public async Task ReadListAsync(int number)
    {
        using HttpResponseMessage answer = await grid.Http[number % 2].GetAsync(Lists[number / 2 % Lists.Length], Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        ClipGridClient client = grid.Client;
        Task read = (number % 5) switch
        {
            0 => ReadAsync(client.Datasets.ListAsync(cancellationToken: Cancel)),
            1 => ReadAsync(client.Models.ListAsync(cancellationToken: Cancel)),
            2 => ReadAsync(client.Sessions.ListAsync(cancellationToken: Cancel)),
            3 => client.Datasets.GetStatisticsAsync(SoakGrid.Dataset, cancellationToken: Cancel),
            _ => client.Cluster.GetSilosAsync(Cancel),
        };
        await read;
    }

    /// <summary>A page as it is sent first.</summary>
    public async Task ReadPageAsync(int number)
    {
        string path = Pages[number / 2 % Pages.Length];
        using HttpResponseMessage answer = await grid.Http[number % 2].GetAsync(path, Cancel);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode}");
        Assert.Contains("</html>", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    /// <summary>A page in a browser window of its own, for a while.</summary>
    public async Task OpenPageAsync(int number)
    {
        _playwright ??= await Playwright.CreateAsync();
        _browser ??= await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Environment.GetEnvironmentVariable("CLIPGRID_CHROMIUM"), Args = PageGrid.Flags });
        IBrowserContext window = await _browser.NewContextAsync();
        window.SetDefaultTimeout(Patience);
        try
        {
            IPage page = await window.NewPageAsync();
            List<string> faults = [];
            page.PageError += (_, error) => faults.Add(error);
            await page.GotoAsync(new Uri(grid.Http[number % 2].BaseAddress!, Pages[number / 2 % Pages.Length]).ToString());
            await page.Locator("[data-interactive]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
            await Task.Delay(Stay, Cancel);
            Assert.Empty(faults);
        }
        finally
        {
            await window.CloseAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    private static async Task ReadAsync<T>(IAsyncEnumerable<T> list)
    {
        await foreach (T _ in list)
            ;
    }
}
