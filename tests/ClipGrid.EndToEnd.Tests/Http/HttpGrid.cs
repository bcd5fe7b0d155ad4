using System.Text.Json.Nodes;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.EndToEnd.Tests.Grid;
using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Http;

/// <summary>A silo with its HTTP API: 200 captioned pictures, a model of 20 steps, their embeddings.</summary>
public sealed class HttpGrid : IAsyncLifetime
{
    internal const string Architecture = """
        {
          "embed_dim": 32,
          "quick_gelu": true,
          "vision_cfg": { "image_size": 32, "patch_size": 8, "layers": 1, "width": 64 },
          "text_cfg": { "context_length": 77, "vocab_size": 600, "width": 64, "heads": 1, "layers": 1 }
        }
        """;

    private readonly TemporaryFolder _folder = new();

    internal GridProcess Silo { get; private set; } = null!;

    internal ClipGridClient Grid { get; private set; } = null!;

    internal HttpClient Http { get; private set; } = null!;

    /// <summary>The model version that embedded the pictures.</summary>
    internal ModelVersionId Model { get; private set; }

    internal Uri Address => Http.BaseAddress!;

    /// <summary>The file of a picture that is in the data set.</summary>
    internal static string Picture => Directory.GetFiles(Path.Combine(Pictures, "images")).Order(StringComparer.Ordinal).First();

    private static string Pictures => Reference.Data("openmoji/folder");

    internal static string DataUri(string file) => $"data:image/png;base64,{Convert.ToBase64String(File.ReadAllBytes(file))}";

    /// <summary>A specification as the API takes it; what it trains is no version of the model that embedded the pictures.</summary>
    internal static JsonObject Specification(int stepCount) => new()
    {
        ["dataset"] = "emoji",
        ["publish"] = "trained",
        ["architecture"] = Architecture,
        ["vocabSize"] = 600,
        ["stepCount"] = stepCount,
        ["batchSize"] = 32,
    };

    public async ValueTask InitializeAsync()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        string table = Path.Combine(Pictures, "captions.csv");
        Silo = await GridProcess.StartAsync(_folder.FullName, cancel, ports: FreePorts.Take(3));
        Http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://127.0.0.1:{Silo.HttpPort}") };
        Grid = await GridClient.ConnectAsync(Silo);
        await Grid.AddAsync("emoji", [table]);
        Model = await Grid.TrainAsync(new SessionSpecification
        {
            Dataset = DatasetRef.Parse("emoji"),
            Publish = ModelName.Parse("demo"),
            Architecture = Architecture,
            VocabSize = 600,
            StepCount = 20,
            BatchSize = 32,
        });
        await Grid.Embeddings.EmbedAsync(DatasetRef.Parse("emoji"), new ModelRef(Model.Name), cancellationToken: cancel);
    }

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        if (Grid is not null)
            await Grid.DisposeAsync();
        Silo?.Dispose();
        _folder.Dispose();
    }
}
