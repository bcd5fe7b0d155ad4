using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Transfers;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Storage;
using ClipGrid.Grains.Transfers;
using Xunit;

namespace ClipGrid.Grains.Tests.Datasets;

/// <summary>What happens to a data set when something goes wrong in the middle.</summary>
public sealed class DatasetFaultTests : IDisposable
{
    private static readonly IngestOptions SmallPartitions = new() { MaxPartitionItems = 3 };
    private readonly TemporaryFolder _folder = new();
    private readonly FaultyStore _store;

    public DatasetFaultTests() => _store = new FaultyStore(new FileBlobStore(_folder.Path));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Check", "F33")]
    public async Task Add_SentAThousandTimes_IsCarriedOutOnce()
    {
        await using DatasetCluster cluster = await DatasetCluster.StartAsync(_store);
        using PictureFolder source = PictureFolder.Of(7);
        AddItemsRequest request = DatasetCluster.Request(source.Path, SmallPartitions);
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => cluster.Dataset("d").AddAsync(request, Cancellation)));
        Assert.Equal(JobState.Completed, (await cluster.EndAsync("d", request.Operation)).State);
        IngestStatus late = await cluster.Dataset("d").AddAsync(request, Cancellation);
        Assert.Equal((JobState.Completed, 7L, 1, 3), (late.State, late.ItemCount, late.Version, late.PartitionCount));
        Assert.Single((await cluster.Dataset("d").GetAsync(Cancellation)).Versions);
        await Throws(GridProblem.Conflict, () => cluster.Dataset("d").AddAsync(request with { Options = new IngestOptions() }, Cancellation));

        DeleteItemsRequest delete = new() { Operation = OperationId.New(), Keys = ["item 1", "item 2"] };
        int[] counts = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => cluster.Dataset("d").DeleteItemsAsync(delete, Cancellation)));
        Assert.All(counts, count => Assert.Equal(2, count));
        Assert.Equal(2, (await cluster.Dataset("d").GetAsync(Cancellation)).DeletedCount);
        await Throws(GridProblem.Conflict, () => cluster.Dataset("d").DeleteItemsAsync(delete with { Keys = ["item 3"] }, Cancellation));
        await Throws(GridProblem.Conflict, () => cluster.Dataset("d").DeleteItemsAsync(delete with { Operation = request.Operation }, Cancellation));
    }

    [Fact]
    public async Task Cancel_InTheMiddle_LeavesNothing()
    {
        TaskCompletionSource isThere = new(), never = new();
        _store.BeforePut = name => Hold(name.EndsWith("shards/000002.tar", StringComparison.Ordinal), isThere, never);
        await using DatasetCluster cluster = await DatasetCluster.StartAsync(_store);
        using PictureFolder source = PictureFolder.Of(10);
        AddItemsRequest request = DatasetCluster.Request(source.Path, SmallPartitions);
        await cluster.Dataset("d").AddAsync(request, Cancellation);
        await isThere.Task.WaitAsync(Cancellation);
        IngestStatus running = await cluster.Dataset("d").GetIngestAsync(request.Operation, Cancellation);
        Assert.Equal((JobState.Running, 2), (running.State, running.PartitionCount));
        Assert.InRange(running.ItemCount, 9, 10);
        await Throws(GridProblem.WrongState, () => cluster.Dataset("d").AddAsync(DatasetCluster.Request(source.Path), Cancellation));
        await Throws(GridProblem.WrongState, () => cluster.Dataset("d").DeleteAsync(OperationId.New(), Cancellation));

        Assert.Equal(JobState.Cancelled, (await cluster.Dataset("d").CancelIngestAsync(request.Operation, Cancellation)).State);
        Assert.Equal(JobState.Cancelled, (await cluster.Dataset("d").CancelIngestAsync(request.Operation, Cancellation)).State);
        Assert.Empty((await _store.ListAsync("datasets/", null, 10, Cancellation)).Blobs);
        Assert.Empty(await cluster.CatalogAsync());
        await Throws(GridProblem.NotFound, () => cluster.Dataset("d").GetAsync(Cancellation));
        Assert.Equal(JobState.Cancelled, (await cluster.Dataset("d").AddAsync(request, Cancellation)).State);

        _store.BeforePut = static _ => Task.CompletedTask;
        Assert.Equal((JobState.Completed, 1, 10L), Told(await cluster.AddAsync("d", DatasetCluster.Request(source.Path))));
    }

    [Fact]
    public async Task Add_WithAFullDisk_FailsWithASentenceAndGoesOnWhenThereIsRoom()
    {
        _store.IsFull = name => name.EndsWith("shards/000001.tar", StringComparison.Ordinal);
        await using DatasetCluster cluster = await DatasetCluster.StartAsync(_store);
        using PictureFolder source = PictureFolder.Of(10);
        AddItemsRequest request = DatasetCluster.Request(source.Path, SmallPartitions);
        IngestStatus failed = await cluster.AddAsync("d", request);
        Assert.Equal((JobState.Failed, GridProblem.StorageFull, "There is no room left: free some space.", 1), (failed.State, failed.Problem, failed.Message, failed.PartitionCount));
        await Throws(GridProblem.NotFound, () => cluster.Dataset("d").GetVersionAsync(null, Cancellation));

        List<string> puts = [];
        _store.IsFull = static _ => false;
        _store.BeforePut = name =>
        {
            lock (puts)
                puts.Add(name);
            return Task.CompletedTask;
        };
        IngestStatus done = await cluster.AddAsync("d", request);
        Assert.Equal((JobState.Completed, 1, 10L), Told(done));
        Assert.Null(done.Problem);
        Assert.DoesNotContain("datasets/d/1/shards/000000.tar", puts);
        Assert.Equal(10, (await cluster.ItemsAsync("d")).Count);
    }

    [Fact]
    public async Task Add_AfterAnotherFailed_TakesItsVersionAndNothingOfIt()
    {
        _store.IsFull = name => name.EndsWith("shards/000002.tar", StringComparison.Ordinal);
        await using DatasetCluster cluster = await DatasetCluster.StartAsync(_store);
        using PictureFolder large = PictureFolder.Of(10), small = PictureFolder.Of(3, firstSeed: 50);
        AddItemsRequest first = DatasetCluster.Request(large.Path, SmallPartitions);
        Assert.Equal(JobState.Failed, (await cluster.AddAsync("d", first)).State);
        _store.IsFull = static _ => false;
        Assert.Equal((JobState.Completed, 1, 3L), Told(await cluster.AddAsync("d", DatasetCluster.Request(small.Path, SmallPartitions))));
        Assert.Equal(3, await CountAsync("datasets/d/1/"));
        Assert.Equal((JobState.Completed, 2, 7L), Told(await cluster.AddAsync("d", first)));
        Assert.Equal(3, (await cluster.Dataset("d").GetRefusedAsync(2, 0, 10, Cancellation)).TotalCount);
    }

    [Fact]
    [Trait("Check", "F28")]
    public async Task Add_SilosKilledInTheMiddle_GoesOnByItselfWithoutDoubles()
    {
        using PictureFolder source = PictureFolder.Of(20);
        AddItemsRequest request = DatasetCluster.Request(source.Path, SmallPartitions);
        foreach (string point in new[] { "shards/000001.tar", "shards/000001.index", "shards/000004.tar", "manifest.json" })
        {
            TaskCompletionSource isThere = new(), never = new();
            _store.BeforePut = name => Hold(name.EndsWith(point, StringComparison.Ordinal), isThere, never);
            await using DatasetCluster cluster = await DatasetCluster.StartAsync(_store);
            await cluster.Dataset("d").AddAsync(request, Cancellation);
            await isThere.Task.WaitAsync(Cancellation);
            await cluster.KillAsync();
        }
        _store.BeforePut = static _ => Task.CompletedTask;
        await using DatasetCluster last = await DatasetCluster.StartAsync(_store);
        await last.Dataset("d").RecoverAsync(Cancellation);
        Assert.Equal((JobState.Completed, 1, 20L), Told(await last.EndAsync("d", request.Operation)));
        Assert.Equal(Enumerable.Range(0, 20).Select(index => $"item {index}"), (await last.ItemsAsync("d")).Select(item => item.Key));
        string digest = (await last.Dataset("d").GetVersionAsync(1, Cancellation)).Digest;
        Assert.Equal(JobState.Completed, (await last.AddAsync("e", DatasetCluster.Request(source.Path, SmallPartitions))).State);
        Assert.Equal(digest, (await last.Dataset("e").GetVersionAsync(1, Cancellation)).Digest);
    }

    [Fact]
    [Trait("Check", "F29")]
    public async Task DeleteItems_WhileAnIngestHasThem_KeepsThemOutOfItsVersion()
    {
        using PictureFolder first = PictureFolder.Of(6), second = PictureFolder.Of(9, firstSeed: 100);
        await using DatasetCluster cluster = await DatasetCluster.StartAsync(_store);
        await cluster.AddAsync("d", DatasetCluster.Request(first.Path, SmallPartitions));
        foreach ((string point, string key) in new[] { ("2/shards/000001.tar", "item 0"), ("2/manifest.json", "item 1") })
            _store.BeforePut = Chain(_store.BeforePut, point, () => cluster.Dataset("d").DeleteItemsAsync(new DeleteItemsRequest { Operation = OperationId.New(), Keys = [key, "item 8"] }, Cancellation));
        AddItemsRequest replace = DatasetCluster.Request(second.Path, SmallPartitions with { OnExisting = OnExisting.Replace });
        Assert.Equal((JobState.Completed, 2, 9L), Told(await cluster.AddAsync("d", replace)));
        Assert.Equal(["item 2", "item 3", "item 4", "item 5", "item 6", "item 7"], (await cluster.ItemsAsync("d", 2)).Select(item => item.Key));
        Assert.Equal(["item 2", "item 3", "item 4", "item 5"], (await cluster.ItemsAsync("d", 1)).Select(item => item.Key));
        DatasetVersionInfo version = await cluster.Dataset("d").GetVersionAsync(2, Cancellation);
        Assert.Equal((6L, 6L), (version.ItemCount, version.LabelCounts.Values.Sum()));
    }

    [Fact]
    [Trait("Check", "F29")]
    public async Task DeleteItems_RacingWithIngestsAndReaders_NoDeletedKeyIsSeenAfterItsDeletionWasAcknowledged()
    {
        await using DatasetCluster cluster = await DatasetCluster.StartAsync(_store);
        using PictureFolder first = PictureFolder.Of(30), second = PictureFolder.Of(40, firstSeed: 200);
        await cluster.AddAsync("d", DatasetCluster.Request(first.Path, SmallPartitions));
        Random random = new(29);
        string[] keys = [.. Enumerable.Range(0, 40).Select(index => $"item {index}")];
        random.Shuffle(keys);
        AddItemsRequest replace = DatasetCluster.Request(second.Path, SmallPartitions with { OnExisting = OnExisting.Replace });
        await cluster.Dataset("d").AddAsync(replace, Cancellation);
        HashSet<string> deleted = [];
        foreach (string key in keys.Take(20))
        {
            await cluster.Dataset("d").DeleteItemsAsync(new DeleteItemsRequest { Operation = OperationId.New(), Keys = [key] }, Cancellation);
            deleted.Add(key);
            Assert.DoesNotContain(await cluster.ItemsAsync("d", page: 1000), item => deleted.Contains(item.Key));
        }
        Assert.Equal(JobState.Completed, (await cluster.EndAsync("d", replace.Operation)).State);
        List<ItemInfo> left = await cluster.ItemsAsync("d", 2);
        Assert.Equal(keys.Skip(20).Order(StringComparer.Ordinal), left.Select(item => item.Key).Order(StringComparer.Ordinal));
        foreach (ItemInfo item in left)
            Assert.Equal(2, item.Partition.Version);
    }

    [Fact]
    public async Task Add_OfATransfer_TakesItInAndDeletesIt()
    {
        await using DatasetCluster cluster = await DatasetCluster.StartAsync(_store);
        using PictureFolder source = PictureFolder.Of(4);
        TransferId transfer = await new TransferFiles(cluster.Grains, _store).PackAsync(source.Path, Cancellation);
        AddItemsRequest request = DatasetCluster.Request(source.Path);
        request = request with { Source = new DatasetSource { Kind = SourceKind.Transfer, Location = "my folder", Transfer = transfer } };
        Assert.Equal((JobState.Completed, 1, 4L), Told(await cluster.AddAsync("d", request)));
        Assert.Equal("my folder", (await cluster.Dataset("d").GetVersionAsync(1, Cancellation)).Source);
        IngestStatus gone = await cluster.AddAsync("d", request with { Operation = OperationId.New() });
        Assert.Equal(JobState.Failed, gone.State);
        Assert.Contains("no complete transfer", gone.Message, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync("transfers/"));
    }

    [Fact]
    public async Task Add_OfWhatIsNotThereOrWrong_SaysSo()
    {
        await using DatasetCluster cluster = await DatasetCluster.StartAsync(_store, siloCount: 1);
        IngestStatus missing = await cluster.AddAsync("d", DatasetCluster.Request(_folder.File("none")));
        Assert.Equal(JobState.Failed, missing.State);
        Assert.Contains(_folder.File("none"), missing.Message, StringComparison.Ordinal);
        await Throws(GridProblem.Invalid, () => cluster.Dataset("d").AddAsync(DatasetCluster.Request("relative"), Cancellation));
        await Throws(GridProblem.Invalid, () => cluster.Dataset("d").AddAsync(DatasetCluster.Request(_folder.Path, new IngestOptions { MaxPartitionItems = 0 }), Cancellation));
        await Throws(GridProblem.NotFound, () => cluster.Dataset("none").GetAsync(Cancellation));
        await Throws(GridProblem.NotFound, () => cluster.Dataset("d").GetIngestAsync(OperationId.New(), Cancellation));
        await Throws(GridProblem.Invalid, () => cluster.Dataset("d").ListItemsAsync(null, 0, 1001, Cancellation));
    }

    private static (JobState State, int Version, long ItemCount) Told(IngestStatus status) => (status.State, status.Version, status.ItemCount);

    private static async Task Hold(bool isIt, TaskCompletionSource isThere, TaskCompletionSource never)
    {
        if (!isIt)
            return;
        isThere.TrySetResult();
        await never.Task;
    }

    // Does something once, before a put of that name.
    private static Func<string, Task> Chain(Func<string, Task> before, string point, Func<Task> once)
    {
        int isDone = 0;
        return async name =>
        {
            await before(name);
            if (name.EndsWith(point, StringComparison.Ordinal) && Interlocked.Exchange(ref isDone, 1) == 0)
                await once();
        };
    }

    private async Task<int> CountAsync(string prefix)
    {
        int count = 0;
        await foreach (BlobInfo _ in _store.ListAllAsync(prefix, Cancellation))
            count++;
        return count;
    }

    private static async Task Throws(GridProblem problem, Func<Task> call) =>
        Assert.Equal(problem, (await Assert.ThrowsAsync<GridException>(call)).Problem);
}
