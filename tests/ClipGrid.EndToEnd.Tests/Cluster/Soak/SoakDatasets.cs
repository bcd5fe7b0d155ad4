using System.Collections.Immutable;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Search;
using ClipGrid.EndToEnd.Tests.Grid;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cluster.Soak;

/// <summary>Somebody who brings a data set, embeds it, searches it, deletes a few items, and then all of it.</summary>
internal sealed class SoakDatasets(SoakGrid grid)
{
    private const int ItemCount = 200;
    private const int DeletedCount = 5;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A data set's life, under a name that no other one has had.</summary>
    public async Task LiveAsync(int number)
    {
        DatasetRef dataset = DatasetRef.Parse($"round-{number}");
        ModelVersionId version = grid.Versions[number % 2];
        ModelRef model = new(version.Name, version.Digest.Value);
        GridDatasets datasets = grid.Client.Datasets;
        IngestStatus brought = await grid.Client.AddAsync(dataset.Name.ToString(), [SoakGrid.Captions], new IngestOptions { MaxPartitionItems = 100 });
        Assert.Equal(ItemCount, brought.ItemCount);
        await grid.Client.Embeddings.EmbedAsync(dataset, model, cancellationToken: Cancel);
        for (int i = 0; i < 3; i++)
            await grid.FindAsync(dataset, model, grid.Texts[(number + i) % grid.Texts.Length]);

        string text = grid.Texts[number % grid.Texts.Length];
        ImmutableArray<string> keys = [.. (await grid.Client.FindAsync(dataset.Name.ToString(), version, text)).Hits.Take(DeletedCount).Select(hit => hit.Item.Key)];
        Assert.Equal(DeletedCount, await datasets.DeleteItemsAsync(dataset.Name, new DeleteItemsRequest { Operation = OperationId.New(), Keys = keys }, Cancel));
        SearchResult after = await grid.Client.FindAsync(dataset.Name.ToString(), version, text);
        Assert.Empty(after.Hits.Select(hit => hit.Item.Key).Intersect(keys));
        int left = 0;
        await foreach (ItemInfo _ in datasets.ListItemsAsync(dataset, Cancel))
            left++;
        Assert.Equal(ItemCount - DeletedCount, left);

        await datasets.DeleteAsync(dataset.Name, Cancel);
        GridException gone = await Assert.ThrowsAsync<GridException>(() => grid.Client.FindAsync(dataset.Name.ToString(), version, text));
        Assert.Equal(GridProblem.NotFound, gone.Problem);
    }
}
