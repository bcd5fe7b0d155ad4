using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Grid;

/// <summary>A silo in a process of its own that has taken in the emoji, trained on them and embedded those it has not seen.</summary>
public sealed class EmojiGrid : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private GridProcess? _process;
    private ClipGridClient? _client;
    private IngestStatus? _train;
    private IngestStatus? _validation;

    internal GridProcess Process => Reference.MadeOfData(_process);

    internal ClipGridClient Client => Reference.MadeOfData(_client);

    internal IngestStatus Train => Reference.MadeOfData(_train);

    internal IngestStatus Validation => Reference.MadeOfData(_validation);

    internal ModelVersionId Model { get; private set; }

    internal string Folder => _folder.FullName;

    /// <summary>The shards of a split, on this process's disk.</summary>
    public static string[] Shards(string split) => [.. Directory.GetFiles(Reference.Data("openmoji/shards"), $"openmoji-{split}-*.tar").Order(StringComparer.Ordinal)];

    public async ValueTask InitializeAsync()
    {
        if (!Reference.HasData)
            return;
        CancellationToken cancel = TestContext.Current.CancellationToken;
        string[] train = Shards("train");
        await StartAsync();
        _train = await Client.AddAsync("emoji", train, new IngestOptions { MaxPartitionItems = 500 });
        _validation = await Client.AddAsync("emoji-val", Shards("val"), new IngestOptions { MaxPartitionItems = 100 });
        Model = await Client.TrainAsync(SmallRecipe.Specification(DatasetRef.Parse("emoji"), ModelName.Parse("emoji"), stepCount: 240));
        await Client.Embeddings.EmbedAsync(DatasetRef.Parse("emoji-val"), new ModelRef(Model.Name), cancellationToken: cancel);
    }

    /// <summary>Starts the silo, again if it was ended, on the same folder, and connects.</summary>
    internal async Task StartAsync()
    {
        _process = await GridProcess.StartAsync(_folder.FullName, TestContext.Current.CancellationToken);
        _client = await GridClient.ConnectAsync(_process);
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
            await _client.DisposeAsync();
        _process?.Dispose();
        _folder.Dispose();
    }
}
