using ClipGrid.Contracts.Datasets;
using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Datasets.Ingest;
using ClipGrid.Grains.Datasets.Sources;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Storage;
using Xunit;

namespace ClipGrid.Grains.Tests.Datasets;

/// <summary>The ingest engine over a folder, with the last checkpoint kept as a data set's grain would.</summary>
internal sealed class EngineRun : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();
    private readonly string _scratch;

    public EngineRun()
    {
        Store = new FileBlobStore(_folder.File("store"));
        _scratch = Directory.CreateDirectory(_folder.File("scratch")).FullName;
    }

    public static DatasetName Name { get; } = DatasetName.Parse("d");

    public IBlobStore Store { get; init; }

    public string Folder => _folder.Path;

    public IngestOptions Options { get; init; } = new() { MaxPartitionItems = 5 };

    public IngestCheckpoint Last { get; private set; } = IngestCheckpoint.None;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Runs to the end, or to what a point throws, from the last checkpoint.</summary>
    public async Task RunAsync(ISampleSource source, Action<IngestPoint>? reached = null, CancellationToken? cancellationToken = null)
    {
        KnownItems known = new();
        PartitionStore partitions = new(Store);
        foreach (PartitionInfo partition in Last.Partitions)
        {
            foreach (StoredItem item in (await partitions.LoadAsync(partition.Id, Cancellation)).Items)
                known.Take(item.Info.Key);
        }
        IngestJob job = new()
        {
            Dataset = Name,
            Version = 1,
            Options = Options,
            Known = known,
            From = Last,
            CommitAsync = (checkpoint, _) =>
            {
                Last = checkpoint;
                return Task.CompletedTask;
            },
        };
        await new IngestEngine(Store, reached).RunAsync(job, source, _scratch, cancellationToken ?? Cancellation);
    }

    /// <summary>All blobs with their bytes.</summary>
    public async Task<SortedDictionary<string, string>> BlobsAsync()
    {
        SortedDictionary<string, string> blobs = new(StringComparer.Ordinal);
        await foreach (BlobInfo blob in Store.ListAllAsync("", Cancellation))
            blobs[blob.Name] = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(await Store.GetAsync(blob.Name, null, Cancellation)));
        return blobs;
    }

    /// <summary>The items that were taken in, in order.</summary>
    public async Task<List<StoredItem>> ItemsAsync()
    {
        List<StoredItem> items = [];
        foreach (PartitionInfo partition in Last.Partitions)
            items.AddRange((await new PartitionStore(Store).LoadAsync(partition.Id, Cancellation)).Items);
        return items;
    }

    public bool IsScratchEmpty => !Directory.EnumerateFileSystemEntries(_scratch).Any();

    public void Dispose() => _folder.Dispose();
}
