using System.Net;
using System.Net.WebSockets;
using ClipGrid.Dashboard.Tests.Access;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Limits;

/// <summary>Pages that one caller has open.</summary>
[Trait("Check", "S22")]
public sealed class OpenPagesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Caller_WithAsManyPagesAsMayBe_IsRefusedTheNextUntilOneIsClosed()
    {
        await using GuardedWeb web = await GuardedWeb.StartAsync(isAsked: true, ("ClipGrid:Limits:PagesAtOnce", "2"));
        using ClientWebSocket first = await OpenAsync(web, GuardedWeb.Anna), second = await OpenAsync(web, GuardedWeb.Anna);

        WebSocketException refused = await Assert.ThrowsAsync<WebSocketException>(() => OpenAsync(web, GuardedWeb.Anna));
        Assert.Contains("429", refused.Message, StringComparison.Ordinal);
        using HttpResponseMessage page = await web.SendAsync(HttpMethod.Get, "/datasets", GuardedWeb.Anna);
        Assert.Equal(HttpStatusCode.TooManyRequests, page.StatusCode);
        Assert.Equal("You have 2 pages of ClipGrid open, which is as many as one may have: close some and come again.", await page.Content.ReadAsStringAsync(Cancel));
        // What is no page is not held up, and neither is anybody else.
        Assert.NotEqual(HttpStatusCode.TooManyRequests, (await web.SendAsync(HttpMethod.Get, "/v1/datasets", GuardedWeb.Anna)).StatusCode);
        using ClientWebSocket other = await OpenAsync(web, GuardedWeb.Bert);

        first.Abort();
        while ((await web.SendAsync(HttpMethod.Get, "/datasets", GuardedWeb.Anna)).StatusCode == HttpStatusCode.TooManyRequests)
            await Task.Delay(20, Cancel);
        using ClientWebSocket next = await OpenAsync(web, GuardedWeb.Anna);
        Assert.Equal(WebSocketState.Open, next.State);
    }

    private static async Task<ClientWebSocket> OpenAsync(GuardedWeb web, string key)
    {
        ClientWebSocket socket = new();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {key}");
        await socket.ConnectAsync(new UriBuilder(web.Http.BaseAddress!) { Scheme = "ws", Path = "/_blazor" }.Uri, Cancel);
        return socket;
    }
}
