using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Grains.Cluster;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Datasets;
using ClipGrid.Grains.Tests.Storage;
using Xunit;

namespace ClipGrid.Grains.Tests.Cluster;

public sealed class CatalogGrainTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Catalog_AddedAndRemovedTwice_ListsInOrdinalOrderAfterARestart()
    {
        await using (DatasetCluster cluster = await DatasetCluster.StartAsync(new FileBlobStore(_folder.File("store")), siloCount: 1))
        {
            ICatalogGrain catalog = cluster.Grains.GetGrain<ICatalogGrain>(nameof(CatalogKind.Models));
            foreach (string id in new[] { "b", "a-1", "a", "a.1", "gone", "b" })
                await catalog.AddAsync(id, Cancellation);
            await catalog.RemoveAsync("gone", Cancellation);
            await catalog.RemoveAsync("gone", Cancellation);
        }
        await using (DatasetCluster cluster = await DatasetCluster.StartAsync(new FileBlobStore(_folder.File("store")), siloCount: 1))
        {
            ICatalogGrain catalog = cluster.Grains.GetGrain<ICatalogGrain>(nameof(CatalogKind.Models));
            CatalogPage all = await catalog.ListAsync("", 0, 10, Cancellation), some = await catalog.ListAsync("a", 1, 1, Cancellation);
            Assert.Equal(["a", "a-1", "a.1", "b"], all.Ids);
            Assert.Equal((4, 3), (all.TotalCount, some.TotalCount));
            Assert.Equal(["a-1"], some.Ids);
        }
    }

    [Fact]
    [Trait("Check", "F32")]
    public async Task Dataset_WrittenBehindItsBack_AnswersConflictAndThenGoesOn()
    {
        FileBlobStore store = new(_folder.File("store"));
        await using DatasetCluster cluster = await DatasetCluster.StartAsync(store, siloCount: 1);
        using PictureFolder source = PictureFolder.Of(3);
        await cluster.AddAsync("d", DatasetCluster.Request(source.Path));
        string name = await Single(store.ListAllAsync("grains/dataset/d/", Cancellation));
        await store.PutAsync(name, await store.GetAsync(name, null, Cancellation), BlobCondition.None, Cancellation);
        Contracts.Datasets.DeleteItemsRequest delete = new() { Operation = OperationId.New(), Keys = ["item 1"] };
        GridException conflict = await Assert.ThrowsAsync<GridException>(() => cluster.Dataset("d").DeleteItemsAsync(delete, Cancellation));
        Assert.Equal(GridProblem.Conflict, conflict.Problem);
        await cluster.Dataset("d").DeleteItemsAsync(delete, Cancellation);
        Assert.Equal(2, (await cluster.ItemsAsync("d")).Count);
    }

    [Fact]
    public void ScratchFolder_WithWhatACrashLeft_IsEmptied()
    {
        Directory.CreateDirectory(_folder.File("scratch/old/deep"));
        File.WriteAllText(_folder.File("scratch/old/file"), "left");
        File.WriteAllText(_folder.File("scratch/file"), "left");
        ScratchFolder scratch = new(new ScratchOptions { Folder = _folder.File("scratch") });
        Assert.Empty(Directory.GetFileSystemEntries(scratch.Path));
        Assert.NotEqual(scratch.NewFolder("a"), scratch.NewFolder("a"));
    }

    private static async Task<string> Single(IAsyncEnumerable<BlobInfo> blobs)
    {
        List<string> names = [];
        await foreach (BlobInfo blob in blobs)
            names.Add(blob.Name);
        return Assert.Single(names);
    }
}
