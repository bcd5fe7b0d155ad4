using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClipGrid.EndToEnd.Tests.Http;
using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using SkiaSharp;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Hostile;

/// <summary>A silo that asks for keys, beside a folder that is nobody's business: 24 drawn pictures, a model of four steps, their embeddings. All of it came by HTTP.</summary>
public sealed partial class HostileGrid : IAsyncLifetime
{
    /// <summary>The session that trained the model.</summary>
    internal const string Session = "first";

    /// <summary>Stands in every secret of its configuration.</summary>
    internal const string Canary = "canary-5be0cd19";

    private const string Architecture = """
        {
          "embed_dim": 32,
          "vision_cfg": { "image_size": 32, "patch_size": 8, "layers": 1, "width": 64 },
          "text_cfg": { "context_length": 77, "vocab_size": 540, "width": 64, "heads": 1, "layers": 1 }
        }
        """;

    private const int PictureCount = 24;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>What lies beside the data folder.</summary>
    internal GuardedFolder Folder { get; } = new();

    /// <summary>A server that nobody may talk to.</summary>
    internal SilentListener Listener { get; } = new();

    /// <summary>The silo.</summary>
    internal GridProcess Silo { get; private set; } = null!;

    /// <summary>Its ports: silos, clients, pages, monitor.</summary>
    internal int[] Ports { get; } = FreePorts.Take(4);

    /// <summary>The admin's key.</summary>
    internal string Key { get; private set; } = null!;

    /// <summary>An admin, who is stopped by no role.</summary>
    internal HttpClient Http { get; private set; } = null!;

    /// <summary>What the API's description has.</summary>
    internal IReadOnlyList<ApiOperation> Operations { get; private set; } = [];

    /// <summary>What the silo's log has of faults.</summary>
    internal string Faults => string.Join('\n', Silo.Words.Split('\n').Where(line => line.StartsWith("fail:", StringComparison.Ordinal) || line.StartsWith("crit:", StringComparison.Ordinal)).TakeLast(5));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Silo = await GridProcess.StartAsync(
            Folder.Data,
            Cancel,
            new Dictionary<string, string>
            {
                ["ClipGrid__Access__Mode"] = "Required",
                ["ClipGrid__MonitorPort"] = $"{Ports[3]}",
                // Here the grid is to be reached, not its limits.
                ["ClipGrid__Limits__QuestionsPerMinute"] = "0",
                ["ClipGrid__Limits__StartsPerMinute"] = "0",
                ["ClipGrid__Limits__TransfersPerHour"] = "0",
                ["ClipGrid__Limits__WrongKeysPerMinute"] = "0",
                // Every request stands in the log, as whoever sent it wrote it.
                ["Logging__LogLevel__Microsoft.AspNetCore.Hosting"] = "Information",
                ["TMPDIR"] = Folder.Temporary,
                ["ClipGrid__SourceFolders"] = Folder.Incoming,
                ["ClipGrid__Access__Oidc__Authority"] = "https://login.example.org",
                ["ClipGrid__Access__Oidc__ClientId"] = "clipgrid",
                ["ClipGrid__Access__Oidc__ClientSecret"] = Canary,
                ["ClipGrid__Storage__ConnectionString"] = $"DefaultEndpointsProtocol=https;AccountName=a;AccountKey={Canary}",
            },
            Ports[..3]);
        Key = await FirstKeyAsync();
        Http = Client();
        Http.DefaultRequestHeaders.Add("X-Api-Key", Key);
        await FillAsync();
        Operations = ApiOperation.All(await Http.AskAsync("/openapi/v1.json"));
        Assert.True(Operations.Count > 40, $"{Operations.Count} operations");
    }

    /// <summary>A client that shows no key.</summary>
    internal HttpClient Client() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
    })
    { BaseAddress = new Uri($"http://127.0.0.1:{Ports[2]}"), Timeout = Patience };

    /// <summary>Brings a path of the silo's machine in; how that ended, or the problem.</summary>
    internal async Task<JsonNode> IngestAsync(string dataset, string path, string format = "auto")
    {
        using HttpResponseMessage started = await Http.SendAsync(HttpMethod.Post, $"/v1/datasets/{dataset}/ingests", new JsonObject { ["path"] = path, ["format"] = format });
        string text = await started.Content.ReadAsStringAsync(Cancel);
        return started.StatusCode == HttpStatusCode.Accepted ? await EndAsync(started.Headers.Location!.ToString()) : JsonNode.Parse(text)!;
    }

    /// <summary>Imports a folder of the silo's machine as a model; how that ended, or the problem.</summary>
    internal async Task<JsonNode> ImportAsync(string model, string path)
    {
        using HttpResponseMessage started = await Http.SendAsync(HttpMethod.Post, $"/v1/models/{model}/imports", new JsonObject { ["path"] = path });
        string text = await started.Content.ReadAsStringAsync(Cancel);
        return started.StatusCode == HttpStatusCode.Accepted ? await EndAsync(started.Headers.Location!.ToString()) : JsonNode.Parse(text)!;
    }

    /// <summary>Ends a session that a request has started.</summary>
    internal async Task CancelAsync(string session)
    {
        using HttpResponseMessage answer = await Http.SendAsync(HttpMethod.Post, $"/v1/sessions/{Uri.EscapeDataString(session)}/cancel");
    }

    /// <summary>A picture of a colour.</summary>
    internal static byte[] Picture(int number, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        using SKBitmap picture = new(32, 32);
        picture.Erase(new SKColor((byte)(number * 37), (byte)(number * 91), (byte)(number * 153)));
        picture.SetPixel(number % 32, 3, SKColors.White);
        return picture.Encode(format, 90).ToArray();
    }

    public ValueTask DisposeAsync()
    {
        Http?.Dispose();
        Silo?.Dispose();
        Listener.Dispose();
        Folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task FillAsync()
    {
        string source = Directory.CreateDirectory(Path.Combine(Folder.Incoming, "emoji")).FullName;
        List<string> lines = [];
        for (int i = 0; i < PictureCount; i++)
        {
            await File.WriteAllBytesAsync(Path.Combine(source, $"{i}.png"), Picture(i), Cancel);
            lines.Add(JsonSerializer.Serialize(new { key = i == 0 ? "1F431" : $"picture-{i}", file = $"{i}.png", captions = new[] { $"a small coloured square called number {i} drawn upon nothing" }, label = i % 2 == 0 ? "flags" : "animals" }));
        }
        string table = Path.Combine(source, "captions.jsonl");
        await File.WriteAllLinesAsync(table, lines, Cancel);
        JsonNode added = await IngestAsync("emoji", table);
        Assert.True((int?)added["itemCount"] == PictureCount, added.ToJsonString());
        JsonObject specification = new() { ["dataset"] = "emoji", ["publish"] = "demo", ["architecture"] = Architecture, ["vocabSize"] = 540, ["stepCount"] = 4, ["batchSize"] = 8 };
        using HttpResponseMessage started = await Http.SendAsync(HttpMethod.Post, "/v1/sessions", specification, ("Idempotency-Key", Session));
        await started.JsonAsync(HttpStatusCode.Created);
        JsonNode trained = await EndAsync($"/v1/sessions/{Session}");
        Assert.True((string?)trained["state"] == "completed", trained.ToJsonString());
        using HttpResponseMessage embedding = await Http.SendAsync(HttpMethod.Post, "/v1/embeddings/sets", new JsonObject { ["dataset"] = "emoji", ["model"] = "demo" });
        await embedding.JsonAsync(HttpStatusCode.Accepted);
        JsonNode embedded = await EndAsync(embedding.Headers.Location!.ToString());
        Assert.True((string?)embedded["state"] == "completed", embedded.ToJsonString());
        using HttpResponseMessage alias = await Http.SendAsync(HttpMethod.Put, "/v1/models/demo/aliases/champion", new JsonObject { ["target"] = "latest" });
        await alias.JsonAsync();
    }

    private async Task<JsonNode> EndAsync(string address)
    {
        string[] ended = ["completed", "failed", "cancelled"];
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            JsonNode state = await Http.AskAsync(address);
            if (ended.Contains((string?)state["state"], StringComparer.OrdinalIgnoreCase))
                return state;
            await Task.Delay(30, patience.Token);
        }
    }

    // It comes a moment after the silo is ready.
    private async Task<string> FirstKeyAsync()
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            if (KeyText().Match(Silo.Words) is { Success: true } found)
                return found.Value;
            await Task.Delay(50, patience.Token);
        }
    }

    [GeneratedRegex("cgk_[0-9a-f]{12}_[0-9a-f]{64}")]
    private static partial Regex KeyText();
}
