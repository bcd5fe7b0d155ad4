using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Storage;
using Xunit;

namespace ClipGrid.Grains.Tests.Datasets;

/// <summary>An ingest whose store does not answer.</summary>
public sealed class DatasetOutageTests : IDisposable
{
    private static readonly IngestOptions SmallPartitions = new() { MaxPartitionItems = 3 };
    private readonly TemporaryFolder _folder = new();
    private readonly FaultyStore _store;

    public DatasetOutageTests() => _store = new FaultyStore(new FileBlobStore(_folder.Path));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Check", "F12")]
    public async Task Add_TheStoreAwayForAWhile_WaitsSaysSoAndGoesOnWithoutDoubles()
    {
        List<string> puts = [];
        bool isAway = true;
        _store.BeforePut = name =>
        {
            if (Volatile.Read(ref isAway) && name.EndsWith("shards/000001.tar", StringComparison.Ordinal))
                throw new GridException(GridProblem.Unavailable, "The store does not answer.");
            lock (puts)
                puts.Add(name);
            return Task.CompletedTask;
        };
        await using DatasetCluster cluster = await DatasetCluster.StartAsync(_store);
        using PictureFolder source = PictureFolder.Of(10);
        AddItemsRequest request = DatasetCluster.Request(source.Path, SmallPartitions);
        await cluster.Dataset("d").AddAsync(request, Cancellation);
        IngestStatus waiting = await WaitingAsync(cluster, request);
        Assert.Equal((JobState.Running, "It waits, and goes on by itself when it can: The store does not answer.", 1), (waiting.State, waiting.Message, waiting.PartitionCount));

        Volatile.Write(ref isAway, false);
        IngestStatus done = await cluster.EndAsync("d", request.Operation);
        Assert.Equal((JobState.Completed, 1, 10L), (done.State, done.Version, done.ItemCount));
        Assert.Equal((null, null), (done.Message, done.Problem));
        Assert.Single(puts, "datasets/d/1/shards/000000.tar");
        Assert.Equal(10, (await cluster.ItemsAsync("d")).Count);
    }

    [Fact]
    public async Task Cancel_WhileTheStoreIsAway_EndsTheWaiting()
    {
        _store.BeforePut = static name => name.EndsWith("shards/000001.tar", StringComparison.Ordinal)
            ? throw new GridException(GridProblem.Unavailable, "The store does not answer.")
            : Task.CompletedTask;
        await using DatasetCluster cluster = await DatasetCluster.StartAsync(_store);
        using PictureFolder source = PictureFolder.Of(10);
        AddItemsRequest request = DatasetCluster.Request(source.Path, SmallPartitions);
        await cluster.Dataset("d").AddAsync(request, Cancellation);
        await WaitingAsync(cluster, request);

        IngestStatus cancelled = await cluster.Dataset("d").CancelIngestAsync(request.Operation, Cancellation);
        Assert.Equal((JobState.Cancelled, null), (cancelled.State, cancelled.Message));
        Assert.Empty((await _store.ListAsync("datasets/", null, 10, Cancellation)).Blobs);
    }

    private static async Task<IngestStatus> WaitingAsync(DatasetCluster cluster, AddItemsRequest request)
    {
        while (true)
        {
            IngestStatus status = await cluster.Dataset("d").GetIngestAsync(request.Operation, Cancellation);
            Assert.Equal(JobState.Running, status.State);
            if (status.Message is not null)
                return status;
            await Task.Delay(5, Cancellation);
        }
    }
}
