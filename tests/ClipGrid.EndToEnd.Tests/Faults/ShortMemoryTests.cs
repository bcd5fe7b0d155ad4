using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ClipGrid.EndToEnd.Tests.Http;
using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using ClipGrid.TestKit.Fixtures;
using SkiaSharp;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Faults;

/// <summary>A silo that is given little memory and asked for much at once.</summary>
[Trait("Speed", "Slow")]
public sealed class ShortMemoryTests(ITestOutputHelper output)
{
    private const string HeapLimit = "0xC000000";
    private const int ProgramCount = 24;
    private const int PictureSize = 320;
    private const int PictureCount = 4;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(8);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact, Trait("Check", "F26")]
    public async Task Silo_SentMoreThanItHasMemoryFor_SendsItAwayAndLives()
    {
        using TemporaryFolder data = new();
        StoredRelease.Unpack(data.FullName);
        using GridProcess silo = await GridProcess.StartAsync(data.FullName, Cancel, new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = HeapLimit }, FreePorts.Take(3));
        using HttpClient http = new(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://127.0.0.1:{silo.HttpPort}") };
        byte[] body = Body();
        ConcurrentBag<HttpStatusCode> answers = [];
        long begin = Stopwatch.GetTimestamp();

        await Task.WhenAll(Enumerable.Range(0, ProgramCount).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(begin) < Duration)
                answers.Add(await SendAsync(http, body));
        })));

        output.WriteLine(string.Join(", ", answers.GroupBy(answer => answer).Select(group => $"{group.Count()} x {group.Key}")) + $" to bodies of {body.Length:N0} bytes.");
        Assert.False(silo.HasExited, silo.Words);
        Assert.All(answers, answer => Assert.True(answer is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{answer}"));
        Assert.Contains(HttpStatusCode.OK, answers);
        Assert.Contains(HttpStatusCode.ServiceUnavailable, answers);
        Assert.Equal(HttpStatusCode.OK, await SendAsync(http, body));
        Assert.DoesNotContain("OutOfMemory", silo.Words, StringComparison.Ordinal);
        Assert.Equal(0, await silo.TerminateAsync(Cancel));
    }

    private static async Task<HttpStatusCode> SendAsync(HttpClient http, byte[] body)
    {
        using ByteArrayContent content = new(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using HttpResponseMessage answer = await http.PostAsync(new Uri("/v1/embeddings", UriKind.Relative), content, Cancel);
        if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            Assert.NotNull(answer.Headers.RetryAfter);
            // In the form of OpenAI's errors.
            Assert.NotEqual("", (string)(await answer.JsonAsync(HttpStatusCode.ServiceUnavailable))["error"]!["message"]!);
        }
        return answer.StatusCode;
    }

    // Noise, which no format makes small.
    private static byte[] Body()
    {
        using SKBitmap noise = new(PictureSize, PictureSize);
        Random random = new(1);
        for (int y = 0; y < PictureSize; y++)
            for (int x = 0; x < PictureSize; x++)
                noise.SetPixel(x, y, new SKColor((uint)random.Next() | 0xFF000000));
        using SKData png = noise.Encode(SKEncodedImageFormat.Png, 100);
        string picture = $"data:image/png;base64,{Convert.ToBase64String(png.Span)}";
        return Encoding.UTF8.GetBytes(new JsonObject
        {
            ["model"] = "tiny",
            ["input"] = new JsonArray([.. Enumerable.Range(0, PictureCount).Select(_ => new JsonObject { ["image"] = picture })]),
        }.ToJsonString());
    }
}
