using System.Net;
using System.Net.WebSockets;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Access;

/// <summary>Where callers are asked who they are, every route asks, but for those that are listed here.</summary>
public sealed partial class EveryRouteTests
{
    // The way in; what orchestrators ask, whether the process is well, in one word; the scripts of the page that describes the API, which come
    // with its package and know nothing of the grid.
    private static readonly string[] ForEverybody =
    [
        "GET /sign-in", "POST /sign-in", "GET /sign-in/provider", "POST /sign-out",
        "GET /health/live", "GET /health/ready", "GET /health/startup", "POST /health/live", "POST /health/ready", "POST /health/startup",
        "GET /docs/scalar.js", "GET /docs/scalar.aspnetcore.js", "GET /docs/favicon.svg",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact, Trait("Check", "S1")]
    public async Task Route_EachWithoutCredentials_IsRefusedUnlessItIsListed()
    {
        await using GuardedWeb web = await GuardedWeb.StartAsync(isAsked: true);
        List<string> open = [];
        int count = 0;
        foreach (RouteEndpoint route in web.Routes.Where(route => route.Metadata.GetMetadata<StaticAssetDescriptor>() is null))
            foreach (string method in route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : ["GET", "POST"])
            {
                count++;
                using HttpResponseMessage answer = await web.SendAsync(new HttpMethod(method), Path(route));
                if (!IsRefusal(answer, web.Http.BaseAddress!))
                    open.Add($"{method} /{route.RoutePattern.RawText!.TrimStart('/')}");
            }

        Assert.True(count > 80, $"{count} routes");
        Assert.Empty(open.Distinct().Except(ForEverybody));
    }

    [Fact, Trait("Check", "S1")]
    public async Task Route_MarkedForEverybody_IsListedOrAFile()
    {
        await using GuardedWeb web = await GuardedWeb.StartAsync(isAsked: true);

        string[] marked = [.. from route in web.Routes
                              where route.Metadata.GetMetadata<IAllowAnonymous>() is not null && route.Metadata.GetMetadata<StaticAssetDescriptor>() is null
                              from method in route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
                              select $"{method} /{route.RoutePattern.RawText!.TrimStart('/')}"];

        Assert.Empty(marked.Except(ForEverybody));
    }

    [Fact, Trait("Check", "S12")]
    public async Task Hub_AskedToTalk_TakesItsOwnPagesOfKnownCallersOnly()
    {
        await using GuardedWeb web = await GuardedWeb.StartAsync(isAsked: true);
        string own = web.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        foreach ((string origin, string? key, HttpStatusCode status) in new[]
        {
            (own, GuardedWeb.Anna, HttpStatusCode.OK),
            ("http://evil.example", GuardedWeb.Anna, HttpStatusCode.Forbidden),
            ("null", GuardedWeb.Anna, HttpStatusCode.Forbidden),
            ("http://127.0.0.1.evil.example", GuardedWeb.Anna, HttpStatusCode.Forbidden),
            (own, null, HttpStatusCode.Unauthorized),
        })
        {
            using HttpRequestMessage request = new(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
            request.Headers.TryAddWithoutValidation("Origin", origin);
            if (key is not null)
                request.Headers.Add("X-Api-Key", key);
            using HttpResponseMessage answer = await web.Http.SendAsync(request, Cancel);
            Assert.Equal(status, answer.StatusCode);
            if (status != HttpStatusCode.OK)
                await AssertNoSocketAsync(web, origin, key);
        }
    }

    private static async Task AssertNoSocketAsync(GuardedWeb web, string origin, string? key)
    {
        using ClientWebSocket socket = new();
        socket.Options.SetRequestHeader("Origin", origin);
        if (key is not null)
            socket.Options.SetRequestHeader("X-Api-Key", key);
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new UriBuilder(web.Http.BaseAddress!) { Scheme = "ws", Path = "/_blazor", Query = "id=none" }.Uri, Cancel));
        Assert.NotEqual(WebSocketState.Open, socket.State);
    }

    private static bool IsRefusal(HttpResponseMessage answer, Uri root) => answer.StatusCode switch
    {
        HttpStatusCode.Unauthorized => true,
        HttpStatusCode.Redirect => new Uri(root, answer.Headers.Location!).AbsolutePath == "/sign-in",
        _ => false,
    };

    // "/v1/datasets/{name}/versions/{version:int}", "/{**rest}"
    private static string Path(RouteEndpoint route) => $"/{Hole().Replace(route.RoutePattern.RawText!, hole => hole.Value.Contains(":int", StringComparison.Ordinal) || hole.Value.Contains(":long", StringComparison.Ordinal) ? "1" : "x").TrimStart('/')}";

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Hole();
}
