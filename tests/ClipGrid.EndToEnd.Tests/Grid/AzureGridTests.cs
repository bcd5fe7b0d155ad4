using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using ClipGrid.TestKit.Azurite;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Grid;

/// <summary>The same grid with everything in Azure storage (Azurite): what lies on the silo's own disk may be lost.</summary>
[Trait("Speed", "Slow")]
public sealed class AzureGridTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silo_OnAzureStorage_KeepsAllEvenWithoutItsDisk()
    {
        string captions = Reference.Data("openmoji/folder/captions.csv");
        Assert.SkipWhen(AzuriteProcess.Given is null && AzuriteProcess.Lack is not null, AzuriteProcess.Lack ?? "");
        await using AzuriteProcess? own = AzuriteProcess.Given is null ? await AzuriteProcess.StartNewAsync(Cancel) : null;
        Dictionary<string, string> azure = new()
        {
            ["ClipGrid__Storage__Kind"] = "Azure",
            ["ClipGrid__Storage__ConnectionString"] = own?.ConnectionString ?? AzuriteProcess.Given!,
            ["ClipGrid__Storage__Container"] = $"grid-{Guid.NewGuid():N}",
        };
        using TemporaryFolder first = new();
        using TemporaryFolder second = new();

        ModelVersionId model;
        SearchResult before;
        using (GridProcess grid = await GridProcess.StartAsync(first.FullName, Cancel, azure))
        {
            await using ClipGridClient client = await GridClient.ConnectAsync(grid);
            IngestStatus added = await client.AddAsync("emoji", [captions]);
            Assert.Equal((200, 0), (added.ItemCount, added.RefusedCount));
            model = await client.TrainAsync(SmallRecipe.Specification(DatasetRef.Parse("emoji"), ModelName.Parse("emoji"), stepCount: 20));
            await client.Embeddings.EmbedAsync(DatasetRef.Parse("emoji"), new ModelRef(model.Name), cancellationToken: Cancel);
            before = await client.FindAsync("emoji", model, "a red heart");
            await grid.KillAsync(Cancel);
        }
        Assert.False(Directory.Exists(first.Combine("blobs")));

        using GridProcess again = await GridProcess.StartAsync(second.FullName, Cancel, azure);
        await using ClipGridClient other = await GridClient.ConnectAsync(again);
        SearchResult after = await other.FindAsync("emoji", model, "a red heart");

        Assert.Equal(10, after.Hits.Length);
        Assert.Equal(before.Hits.Select(hit => (hit.Item.Key, hit.Score)), after.Hits.Select(hit => (hit.Item.Key, hit.Score)));
    }
}
