using System.Security.Cryptography;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Storage;
using SkiaSharp;
using Xunit;

namespace ClipGrid.Grains.Tests.Datasets;

/// <summary>A data set's whole life on two silos over a folder.</summary>
public sealed class DatasetLifeTests : IDisposable
{
    private static readonly IngestOptions SmallPartitions = new() { MaxPartitionItems = 4 };
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Dataset_FromAddToDelete_ShowsWhatItShould()
    {
        FileBlobStore store = new(_folder.Path);
        await using DatasetCluster cluster = await DatasetCluster.StartAsync(store);
        using PictureFolder first = PictureFolder.Of(10);

        IngestStatus added = await cluster.AddAsync("emoji", DatasetCluster.Request(first.Path, SmallPartitions));
        Assert.Equal((JobState.Completed, 10L, 3, 1, null), (added.State, added.ItemCount, added.PartitionCount, added.Version, added.Message));
        Assert.Equal(["emoji"], await cluster.CatalogAsync());
        List<ItemInfo> items = await cluster.ItemsAsync("emoji");
        Assert.Equal(Enumerable.Range(0, 10).Select(index => $"item {index}"), items.Select(item => item.Key));
        foreach ((int index, ItemInfo item) in items.Index())
        {
            byte[] picture = DrawnPictures.Noise(index);
            PictureBytes read = await cluster.Partition(item).ReadPictureAsync(item.Key, 0, Cancellation);
            Assert.Equal(picture, read.Bytes.ToArray());
            Assert.Equal((item.Digest, item.Width, item.Height, item.MediaType), (Convert.ToHexStringLower(SHA256.HashData(picture)), 12, 8, "image/png"));
            Assert.Equal(($"caption {index}", $"class {index % 3}"), (Assert.Single(item.Captions), item.Label));
        }
        DatasetVersionInfo version = await cluster.Dataset("emoji").GetVersionAsync(null, Cancellation);
        Assert.Equal([("class 0", 4L), ("class 1", 3L), ("class 2", 3L)], version.LabelCounts.Select(entry => (entry.Key, entry.Value)));

        PictureBytes thumbnail = await cluster.Partition(items[0]).GetThumbnailAsync(items[0].Key, 24, Cancellation);
        using SKBitmap small = SKBitmap.Decode(thumbnail.Bytes.ToArray());
        Assert.Equal((24, 16, "image/jpeg"), (small.Width, small.Height, thumbnail.MediaType));

        Assert.Equal(2, await cluster.Dataset("emoji").DeleteItemsAsync(new DeleteItemsRequest { Operation = OperationId.New(), Keys = ["item 1", "item 9", "none"] }, Cancellation));
        Assert.Equal(8, (await cluster.ItemsAsync("emoji")).Count);
        await Throws(GridProblem.NotFound, () => cluster.Dataset("emoji").GetItemAsync(1, "item 9", Cancellation));
        await Throws(GridProblem.NotFound, () => cluster.Partition(items[9]).ReadPictureAsync("item 9", 0, Cancellation));

        // The same folder again: what is there is skipped, what was deleted comes back.
        IngestStatus again = await cluster.AddAsync("emoji", DatasetCluster.Request(first.Path, SmallPartitions));
        Assert.Equal((JobState.Completed, 2L, 8L, 2), (again.State, again.ItemCount, again.UnchangedCount, again.Version));
        Assert.Equal(8, (await cluster.ItemsAsync("emoji", 1)).Count);
        Assert.Equal(10, (await cluster.ItemsAsync("emoji", 2)).Count);

        // Other pictures under the same keys: refused, or in the old ones' place.
        using PictureFolder other = PictureFolder.Of(5, firstSeed: 100);
        IngestStatus refused = await cluster.AddAsync("emoji", DatasetCluster.Request(other.Path));
        Assert.Equal((JobState.Failed, 5L), (refused.State, refused.RefusedCount));
        RefusedPage page = await cluster.Dataset("emoji").GetRefusedAsync(3, 0, 10, Cancellation);
        Assert.All(page.Samples, sample => Assert.Equal(RefusalReason.DuplicateKey, sample.Reason));
        IngestStatus replaced = await cluster.AddAsync("emoji", DatasetCluster.Request(other.Path, new IngestOptions { OnExisting = OnExisting.Replace }));
        Assert.Equal((JobState.Completed, 5L, 3), (replaced.State, replaced.ItemCount, replaced.Version));
        ItemInfo oldItem = await cluster.Dataset("emoji").GetItemAsync(2, "item 3", Cancellation), newItem = await cluster.Dataset("emoji").GetItemAsync(3, "item 3", Cancellation);
        Assert.Equal(items[3].Digest, oldItem.Digest);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(DrawnPictures.Noise(103))), newItem.Digest);
        Assert.Equal((10, 10), ((await cluster.ItemsAsync("emoji", 2)).Count, (await cluster.ItemsAsync("emoji", 3)).Count));
        Assert.Equal(10, (await cluster.Dataset("emoji").GetVersionAsync(3, Cancellation)).ItemCount);

        OperationId removal = OperationId.New();
        await cluster.Dataset("emoji").DeleteAsync(removal, Cancellation);
        await cluster.Dataset("emoji").DeleteAsync(OperationId.New(), Cancellation);
        await Throws(GridProblem.NotFound, () => cluster.Dataset("emoji").GetAsync(Cancellation));
        Assert.Empty(await cluster.CatalogAsync());
        Assert.Empty((await store.ListAsync("datasets/", null, 10, Cancellation)).Blobs);

        IngestStatus anew = await cluster.AddAsync("emoji", DatasetCluster.Request(other.Path));
        Assert.Equal((JobState.Completed, 1), (anew.State, anew.Version));
        await cluster.Dataset("emoji").DeleteAsync(removal, Cancellation);
        await Throws(GridProblem.Conflict, () => cluster.Dataset("emoji").AddAsync(DatasetCluster.Request(first.Path, SmallPartitions, again.Operation), Cancellation));
        Assert.Equal(5, (await cluster.ItemsAsync("emoji")).Count);
    }

    [Fact]
    public async Task Dataset_AfterARestart_IsWhatItWas()
    {
        using PictureFolder source = new();
        source.Add("a/b.c ü", 1, "\"captions\":[\"one\",\"zwei\"],\"year\":2020,\"by\":\"me\",\"open\":true");
        source.Add("plain", 2, "\"label\":\"cat\"");
        await using (DatasetCluster cluster = await DatasetCluster.StartAsync(new FileBlobStore(_folder.Path)))
        {
            await cluster.AddAsync("d", DatasetCluster.Request(source.Path));
            await cluster.Dataset("d").DeleteItemsAsync(new DeleteItemsRequest { Operation = OperationId.New(), Keys = ["plain"] }, Cancellation);
        }
        await using (DatasetCluster cluster = await DatasetCluster.StartAsync(new FileBlobStore(_folder.Path)))
        {
            ItemInfo item = Assert.Single(await cluster.ItemsAsync("d"));
            Assert.Equal(("a/b.c ü", null), (item.Key, item.Label));
            Assert.Equal(["one", "zwei"], item.Captions);
            Assert.Equal([("by", "me"), ("open", "true"), ("year", "2020")], item.Metadata.Select(entry => (entry.Key, entry.Value.ToString())));
            Assert.Equal(DrawnPictures.Noise(1), (await cluster.Partition(item).ReadPictureAsync(item.Key, 0, Cancellation)).Bytes.ToArray());
            DatasetInfo info = await cluster.Dataset("d").GetAsync(Cancellation);
            Assert.Equal((1, 1, 1L), (info.Versions.Length, info.Ingests.Length, info.DeletedCount));
        }
    }

    private static async Task Throws(GridProblem problem, Func<Task> call) =>
        Assert.Equal(problem, (await Assert.ThrowsAsync<GridException>(call)).Problem);
}
