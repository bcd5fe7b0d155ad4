using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Search;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Storage;
using Xunit;

namespace ClipGrid.Grains.Tests.Datasets.Views;

/// <summary>Items by filter and text through the client, on two silos.</summary>
public sealed class FindItemsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task FindItemsAsync_OverPartitions_PagesThroughWhatFits()
    {
        await using DatasetCluster cluster = await DatasetCluster.StartAsync(new FileBlobStore(_folder.Path));
        await using ClipGridClient client = new(cluster.Grains);
        using PictureFolder pictures = PictureFolder.Of(20);
        await cluster.AddAsync("emoji", DatasetCluster.Request(pictures.Path, new IngestOptions { MaxPartitionItems = 3 }));
        ItemQuery ones = new() { Filter = FilterText.Parse("label = 'class 1'"), Top = 3 };

        List<string> paged = [];
        for (long total = 1; paged.Count < total;)
        {
            ItemPage page = await client.Datasets.FindItemsAsync(DatasetRef.Parse("emoji"), ones with { Skip = paged.Count }, Token);
            total = page.TotalCount;
            paged.AddRange(page.Items.Select(item => item.Key));
        }
        Assert.Equal(["item 1", "item 4", "item 7", "item 10", "item 13", "item 16", "item 19"], paged);
        Assert.Equal(["item 16"], await KeysAsync(client, "emoji", ones with { Text = "CAPTION\n 6", Top = 100 }));
        Assert.Equal(20, (await KeysAsync(client, "emoji", new ItemQuery { Text = "  " })).Length);
        Assert.Empty(await KeysAsync(client, "emoji", new ItemQuery { Text = "item", Skip = 20 }));
    }

    [Fact]
    public async Task FindItemsAsync_WhatWasDeletedOrReplaced_IsNotFoundAnyMore()
    {
        await using DatasetCluster cluster = await DatasetCluster.StartAsync(new FileBlobStore(_folder.Path));
        await using ClipGridClient client = new(cluster.Grains);
        using PictureFolder pictures = PictureFolder.Of(6), other = new();
        await cluster.AddAsync("emoji", DatasetCluster.Request(pictures.Path, new IngestOptions { MaxPartitionItems = 4 }));
        other.Add("item 2", 50, "\"caption\":\"another one\"");
        await cluster.AddAsync("emoji", DatasetCluster.Request(other.Path, new IngestOptions { OnExisting = OnExisting.Replace }));
        await client.Datasets.DeleteItemsAsync(DatasetName.Parse("emoji"), new DeleteItemsRequest { Operation = OperationId.New(), Keys = ["item 5"] }, Token);

        Assert.Equal(["item 0", "item 1", "item 3", "item 4"], await KeysAsync(client, "emoji", new ItemQuery { Text = "caption" }));
        Assert.Equal(["item 2"], await KeysAsync(client, "emoji", new ItemQuery { Text = "another" }));
        Assert.Equal(["item 0", "item 1", "item 2", "item 3", "item 4"], await KeysAsync(client, "emoji@1", new ItemQuery { Text = "caption" }));
        Assert.Empty(await KeysAsync(client, "emoji@1", new ItemQuery { Text = "another" }));
    }

    [Fact]
    public async Task FindItemsAsync_OfWhatIsNotThereOrCannotBe_SaysSo()
    {
        await using DatasetCluster cluster = await DatasetCluster.StartAsync(new FileBlobStore(_folder.Path), siloCount: 1);
        await using ClipGridClient client = new(cluster.Grains);
        Assert.Equal(GridProblem.NotFound, (await Assert.ThrowsAsync<GridException>(() => KeysAsync(client, "nothing", new ItemQuery()))).Problem);
        Assert.Equal(GridProblem.Invalid, (await Assert.ThrowsAsync<GridException>(() => KeysAsync(client, "nothing", new ItemQuery { Top = 0 }))).Problem);
    }

    private static async Task<string[]> KeysAsync(ClipGridClient client, string dataset, ItemQuery query)
    {
        ItemPage page = await client.Datasets.FindItemsAsync(DatasetRef.Parse(dataset), query, Token);
        return [.. page.Items.Select(item => item.Key)];
    }
}
