using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Quotas;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Datasets;
using ClipGrid.Grains.Tests.Storage;
using Xunit;

namespace ClipGrid.Grains.Tests.Quotas;

/// <summary>How much a data set may have.</summary>
[Trait("Check", "S22")]
public sealed class DatasetQuotaTests : IDisposable
{
    private static readonly IngestOptions SmallPartitions = new() { MaxPartitionItems = 3 };
    private readonly TemporaryFolder _folder = new();
    private readonly FileBlobStore _store;

    public DatasetQuotaTests() => _store = new FileBlobStore(_folder.Path);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Add_AsManyAsThereMayBe_PassesAndOneMoreDoesNot()
    {
        await using DatasetCluster cluster = await DatasetCluster.StartAsync(_store, quotas: new QuotaOptions { ItemsPerDataset = 7 });
        using PictureFolder seven = PictureFolder.Of(7), eight = PictureFolder.Of(8, firstSeed: 100);

        Assert.Equal(JobState.Completed, (await cluster.AddAsync("d", DatasetCluster.Request(seven.Path, SmallPartitions))).State);
        // What replaces an item adds none.
        Assert.Equal((JobState.Completed, 7L), Told(await cluster.AddAsync("d", DatasetCluster.Request(PictureFolder.Of(7, firstSeed: 50).Path, SmallPartitions with { OnExisting = OnExisting.Replace }))));
        IngestStatus refused = await cluster.AddAsync("d", DatasetCluster.Request(eight.Path, SmallPartitions with { OnExisting = OnExisting.Replace }));

        Assert.Equal((JobState.Failed, GridProblem.TooLarge), (refused.State, refused.Problem));
        Assert.Equal("The data set d may have 7 items (ClipGrid:Quotas:ItemsPerDataset), and the next one would be too much: bring fewer, or have that raised and send the ingest again to go on.", refused.Message);
        Assert.Equal(2, (await cluster.Dataset("d").GetAsync(Cancellation)).Versions.Length);
        Assert.Equal(7, (await cluster.ItemsAsync("d")).Count);
    }

    [Fact]
    public async Task Add_OfMoreBytesThanThereMayBe_FailsAndGoesOnWhenThereMayBeMore()
    {
        using PictureFolder source = PictureFolder.Of(10);
        AddItemsRequest request = DatasetCluster.Request(source.Path, SmallPartitions);
        await using (DatasetCluster cluster = await DatasetCluster.StartAsync(_store, quotas: new QuotaOptions { BytesPerDataset = new DirectoryInfo(source.Path).EnumerateFiles("*.png").Sum(file => file.Length) - 1 }))
        {
            IngestStatus refused = await cluster.AddAsync("d", request);
            Assert.Equal((JobState.Failed, GridProblem.TooLarge, 3), (refused.State, refused.Problem, refused.PartitionCount));
            Assert.Contains("ClipGrid:Quotas:BytesPerDataset", refused.Message, StringComparison.Ordinal);
        }

        await using DatasetCluster larger = await DatasetCluster.StartAsync(_store);
        Assert.Equal((JobState.Completed, 10L), Told(await larger.AddAsync("d", request)));
    }

    private static (JobState State, long ItemCount) Told(IngestStatus status) => (status.State, status.ItemCount);
}
