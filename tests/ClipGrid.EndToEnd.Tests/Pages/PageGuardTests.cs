using System.Net;
using System.Net.WebSockets;
using System.Text;
using ClipGrid.Contracts.Client;
using ClipGrid.EndToEnd.Tests.Grid;
using ClipGrid.EndToEnd.Tests.Processes;
using SkiaSharp;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Pages;

/// <summary>What pages and pictures are sent with, and who may not talk to them.</summary>
[Trait("Speed", "Slow")]
[Collection(typeof(SharedPageGrid))]
public sealed class PageGuardTests(PageGrid grid)
{
    private const string Canary = "GPS-CANARY <script>alert(1)</script>";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, Trait("Check", "S11"), Trait("Check", "S20")]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/sessions/demo-1", HttpStatusCode.OK)]
    [InlineData("/datasets/demo/item?key=scene-01801", HttpStatusCode.OK)]
    [InlineData("/sessions/..%2f..%2fetc", HttpStatusCode.OK)]
    [InlineData("/nothing/here", HttpStatusCode.NotFound)]
    [InlineData("/v1/datasets/nothing", HttpStatusCode.NotFound)]
    [InlineData("/pictures/preview?dataset=demo&key=nothing", HttpStatusCode.NotFound)]
    [InlineData("/pictures/preview?dataset=demo", HttpStatusCode.BadRequest)]
    [InlineData("/css/dashboard.css", HttpStatusCode.OK)]
    public async Task Answer_OfEveryKind_HasItsGuardsAndTellsNothingOfTheInside(string path, HttpStatusCode status)
    {
        grid.RequireBrowser();
        using HttpClient http = new(new SocketsHttpHandler());
        using HttpResponseMessage answer = await http.GetAsync(grid.Url(path), Cancel);

        Assert.Equal(status, answer.StatusCode);
        string policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.False(answer.Headers.Contains("Server"));
        string text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        foreach (string cookie in answer.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? cookies) ? cookies : [])
            Assert.Contains("samesite=strict; httponly", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact, Trait("Check", "S12")]
    public async Task Socket_OfAPageOfAnotherSite_IsRefused()
    {
        grid.RequireBrowser();
        Uri address = new(grid.Url("/_blazor?id=none").Replace("http:", "ws:", StringComparison.Ordinal));
        using ClientWebSocket socket = new();
        socket.Options.SetRequestHeader("Origin", "http://evil.example");
        socket.Options.CollectHttpResponseDetails = true;

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(address, Cancel));

        Assert.Equal(HttpStatusCode.Forbidden, socket.HttpStatusCode);
    }

    [Fact, Trait("Check", "S13"), Trait("Check", "B18")]
    public async Task Preview_OfAPictureThatHidesMore_IsItsPixelsAndNothingElse()
    {
        grid.RequireBrowser();
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.Combine("class"));
        await File.WriteAllBytesAsync(folder.Combine("class/hiding.jpg"), Hiding(), Cancel);
        await using (ClipGridClient client = await GridClient.ConnectAsync(grid.Silo))
            Assert.Equal(1, (await client.AddAsync("hiding", [folder.FullName])).ItemCount);
        string item = $"dataset=hiding&key={Uri.EscapeDataString("class/hiding.jpg")}";
        using HttpClient http = new(new SocketsHttpHandler());

        using HttpResponseMessage preview = await http.GetAsync(grid.Url($"/pictures/preview?{item}&side=64"), Cancel);
        using HttpResponseMessage file = await http.GetAsync(grid.Url($"/pictures/file?{item}"), Cancel);

        Assert.StartsWith("image/", preview.Content.Headers.ContentType!.MediaType, StringComparison.Ordinal);
        Assert.DoesNotContain("GPS-CANARY", Encoding.Latin1.GetString(await preview.Content.ReadAsByteArrayAsync(Cancel)), StringComparison.Ordinal);
        // The file itself is what was brought in: it is for saving, and never runs.
        Assert.Equal("image/jpeg", file.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("nosniff", Assert.Single(file.Headers.GetValues("X-Content-Type-Options")));
    }

    // A JPEG with a comment where cameras put places, and a page behind its end.
    private static byte[] Hiding()
    {
        using SKBitmap picture = new(80, 60);
        picture.Erase(SKColors.SteelBlue);
        byte[] jpeg = picture.Encode(SKEncodedImageFormat.Jpeg, 90).ToArray();
        byte[] comment = Encoding.ASCII.GetBytes(Canary);
        byte[] segment = [0xFF, 0xFE, 0, (byte)(comment.Length + 2), .. comment];
        return [.. jpeg[..2], .. segment, .. jpeg[2..], .. Encoding.ASCII.GetBytes($"<html>{Canary}</html>")];
    }
}
