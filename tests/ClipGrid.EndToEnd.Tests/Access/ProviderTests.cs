using System.Net;
using System.Net.Http.Headers;
using ClipGrid.EndToEnd.Tests.Pages;
using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ClipGrid.EndToEnd.Tests.Access;

/// <summary>People who come from a provider, and programs that bring its tokens.</summary>
[Trait("Speed", "Slow")]
public sealed class ProviderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignIn_ByOpenIdConnect_GivesTheHighestRoleThatTheProviderNames()
    {
        using SmallProvider provider = new("anna@example.org", "staff", "reader", "admin");
        using TemporaryFolder folder = new();
        (GridProcess silo, int port) = await StartAsync(folder, provider);
        using GridProcess running = silo;
        await using BrowserWindow window = await BrowserWindow.OpenAsync();

        await window.Page.GotoAsync($"http://localhost:{port}/cluster");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with your organisation" }).ClickAsync();

        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Cluster");
        await Expect(window.Page.GetByRole(AriaRole.Main)).Not.ToContainTextAsync("ask an admin");
    }

    [Fact]
    public async Task SignIn_ByOpenIdConnectWithoutARole_IsTold()
    {
        using SmallProvider provider = new("bert@example.org", "staff");
        using TemporaryFolder folder = new();
        (GridProcess silo, int port) = await StartAsync(folder, provider);
        using GridProcess running = silo;
        await using BrowserWindow window = await BrowserWindow.OpenAsync();

        await window.Page.GotoAsync($"http://localhost:{port}/sign-in/provider?return=%2Fsessions");

        await Expect(window.Page.Locator("body")).ToContainTextAsync("no role");
    }

    [Fact]
    public async Task Http_WithTokensOfTheIssuer_IsLetInByWhatTheySay()
    {
        using SmallProvider provider = new("batch-job", "reader"), other = new("batch-job", "admin");
        using TemporaryFolder folder = new();
        (GridProcess silo, int port) = await StartAsync(folder, provider);
        using GridProcess running = silo;

        Assert.Equal(HttpStatusCode.OK, await AskAsync(port, provider.Token("clipgrid"), HttpMethod.Get, "v1/models"));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(port, provider.Token("clipgrid"), HttpMethod.Delete, "v1/datasets/none"));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(port, provider.Token("another"), HttpMethod.Get, "v1/models"));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(port, provider.Token("clipgrid", lifetime: TimeSpan.FromHours(-1)), HttpMethod.Get, "v1/models"));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(port, other.Token("clipgrid"), HttpMethod.Get, "v1/models"));
    }

    private static async Task<HttpStatusCode> AskAsync(int port, string token, HttpMethod method, string path)
    {
        using HttpClientHandler handler = new();
        using HttpClient client = new(handler);
        using HttpRequestMessage request = new(method, $"http://localhost:{port}/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using HttpResponseMessage answer = await client.SendAsync(request, Cancel);
        return answer.StatusCode;
    }

    private static async Task<(GridProcess Silo, int Port)> StartAsync(TemporaryFolder folder, SmallProvider provider)
    {
        int[] ports = FreePorts.Take(3);
        GridProcess silo = await GridProcess.StartAsync(
            folder.FullName,
            Cancel,
            new Dictionary<string, string>
            {
                ["ClipGrid__Access__Mode"] = "Required",
                ["ClipGrid__Access__Oidc__Authority"] = provider.Authority,
                ["ClipGrid__Access__Oidc__ClientId"] = "clipgrid",
                ["ClipGrid__Access__Oidc__ClientSecret"] = "secret-of-the-client",
                ["ClipGrid__Access__Jwt__Authority"] = provider.Authority,
                ["ClipGrid__Access__Jwt__Audience"] = "clipgrid",
            },
            ports);
        return (silo, ports[2]);
    }
}
