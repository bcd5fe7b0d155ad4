using System.Collections.Immutable;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.EndToEnd.Tests.Grid;
using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cluster.Soak;

/// <summary>A silo with everything and a web tier beside it, with a data set that two versions of a model have embedded.</summary>
internal sealed class SoakGrid : IAsyncDisposable
{
    private const int TextCount = 12;

    private readonly TemporaryFolder _folder = new();
    private readonly int[] _ports = FreePorts.Take(5);

    private SoakGrid()
    {
    }

    /// <summary>The data set that stays.</summary>
    public static DatasetRef Dataset { get; } = DatasetRef.Parse("emoji");

    /// <summary>The model whose versions stay.</summary>
    public static ModelName Model { get; } = ModelName.Parse("emoji");

    /// <summary>A table of 200 captioned pictures.</summary>
    public static string Captions => Reference.Data("openmoji/folder/captions.csv");

    public GridProcess Silo { get; private set; } = null!;

    public WebTierProcess Web { get; private set; } = null!;

    public ClipGridClient Client { get; private set; } = null!;

    /// <summary>The silo's HTTP, and the web tier's.</summary>
    public ImmutableArray<HttpClient> Http { get; private set; } = [];

    /// <summary>The two versions.</summary>
    public ImmutableArray<ModelVersionId> Versions { get; private set; } = [];

    /// <summary>Captions to search for.</summary>
    public ImmutableArray<string> Texts { get; private set; } = [];

    /// <summary>The keys that each text finds under each version, in order.</summary>
    public required AnswerLedger Answers { get; init; }

    /// <summary>Where the silo's blobs lie.</summary>
    public string BlobFolder => _folder.Combine("data/blobs");

    /// <summary>Where the processes tell their metrics: the silo, the web tier.</summary>
    public (int Silo, int Web) MonitorPorts => (_ports[3], _ports[4]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<SoakGrid> StartAsync()
    {
        SoakGrid grid = new() { Answers = new AnswerLedger() };
        try
        {
            await grid.PrepareAsync();
            return grid;
        }
        catch
        {
            await grid.DisposeAsync();
            throw;
        }
    }

    /// <summary>Searches, and demands the keys that the text has found under the model before.</summary>
    public async Task FindAsync(DatasetRef dataset, ModelRef model, string text)
    {
        Contracts.Search.SearchResult found = await Client.Search.SearchAsync(new() { Dataset = dataset, Model = model, Terms = [new() { Text = text }], Top = 10 }, Cancel);
        Assert.False(found.IsPartial);
        Answers.Check($"{text} under {found.Model}", string.Join(' ', found.Hits.Select(hit => hit.Item.Key)));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (HttpClient http in Http)
            http.Dispose();
        if (Client is not null)
            await Client.DisposeAsync();
        Web?.Dispose();
        Silo?.Dispose();
        _folder.Dispose();
    }

    private async Task PrepareAsync()
    {
        Silo = await GridProcess.StartAsync(_folder.Combine("data"), Cancel, Monitored(MonitorPorts.Silo), _ports[..3]);
        Web = await WebTierProcess.StartAsync(Silo.Endpoint, Cancel, Monitored(MonitorPorts.Web));
        Client = await GridClient.ConnectAsync(Silo);
        Http = [.. new[] { new Uri($"http://127.0.0.1:{Silo.HttpPort}"), Web.Address }.Select(address => new HttpClient(new SocketsHttpHandler()) { BaseAddress = address })];
        await Client.AddAsync(Dataset.Name.ToString(), [Captions], new IngestOptions { MaxPartitionItems = 50 });
        Texts = [.. (await Client.Datasets.GetItemsAsync(Dataset, 0, TextCount, Cancel)).Items.Select(item => item.Captions[0])];
        foreach (ulong seed in new ulong[] { 1, 2 })
        {
            ModelVersionId version = await Client.TrainAsync(SmallRecipe.Specification(Dataset, Model, stepCount: 30) with { Seed = seed });
            Versions = Versions.Add(version);
            ModelRef model = new(version.Name, version.Digest.Value);
            await Client.Embeddings.EmbedAsync(Dataset, model, cancellationToken: Cancel);
            foreach (string text in Texts)
                await FindAsync(Dataset, model, text);
        }
    }

    private static Dictionary<string, string> Monitored(int port) => new() { ["ClipGrid__MonitorPort"] = $"{port}" };
}
