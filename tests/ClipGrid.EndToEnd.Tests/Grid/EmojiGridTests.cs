using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Grid;

/// <summary>The emoji from tar shards on a client's disk to search results, through a silo in another process.</summary>
[Trait("Speed", "Slow")]
public sealed class EmojiGridTests(EmojiGrid grid) : IClassFixture<EmojiGrid>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Ingest_OfTheShards_TakesInEveryPair()
    {
        Assert.Equal((1935, 0, 4), (grid.Train.ItemCount, grid.Train.RefusedCount, grid.Train.PartitionCount));
        Assert.Equal((372, 0, 4), (grid.Validation.ItemCount, grid.Validation.RefusedCount, grid.Validation.PartitionCount));
    }

    [Fact]
    public async Task Search_ForCaptionsNeverSeen_FindsFarMoreThanChance()
    {
        double recall = await grid.Client.RecallAt10Async("emoji-val", grid.Model);

        // Ten of 372 by chance: 0.027.
        Assert.InRange(recall, 0.08, 1);
    }

    [Fact]
    public async Task Picture_ReadBack_IsTheOneThatWasSent()
    {
        ItemInfo item = (await grid.Client.Datasets.GetItemsAsync(DatasetRef.Parse("emoji-val"), 17, 1, Cancel)).Items[0];
        await using Stream picture = grid.Client.Datasets.OpenPicture(item);
        using MemoryStream bytes = new();
        await picture.CopyToAsync(bytes, Cancel);

        Assert.Equal(item.ByteCount, bytes.Length);
        Assert.Equal(item.Digest, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes.ToArray())));
        Assert.Equal("image/png", item.MediaType);
    }

    [Fact]
    public async Task Search_LikeAnItem_FindsItFirstAndCanLeaveItOut()
    {
        ItemInfo item = (await grid.Client.Datasets.GetItemsAsync(DatasetRef.Parse("emoji-val"), 30, 1, Cancel)).Items[0];
        SearchRequest request = Request(new SearchTerm { Picture = new PictureInput { ItemKey = item.Key } });

        SearchResult with = await grid.Client.Search.SearchAsync(request, Cancel);
        SearchResult without = await grid.Client.Search.SearchAsync(request with { ExcludesQueryItems = true }, Cancel);

        Assert.Equal(1, with.Hits.First(hit => hit.Item.Key == item.Key).Score, 5);
        Assert.DoesNotContain(without.Hits, hit => hit.Item.Key == item.Key);
        Assert.False(with.IsPartial);
        Assert.Equal((372, grid.Model), (with.ComparedCount, with.Model));
    }

    [Fact]
    public async Task Search_WithAModelThatDidNotEmbedTheSet_IsRefusedWithTheRemedy()
    {
        GridException refused = await Assert.ThrowsAsync<GridException>(() =>
            grid.Client.Search.SearchAsync(Request(new SearchTerm { Text = "cat" }) with { Dataset = DatasetRef.Parse("emoji") }, Cancel));

        Assert.Equal(GridProblem.WrongModel, refused.Problem);
        Assert.Contains("embed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silo_KilledAndStartedAgain_KeepsEverything()
    {
        SearchResult before = await grid.Client.FindAsync("emoji-val", grid.Model, "face", top: 50);
        DatasetInfo dataset = await grid.Client.Datasets.GetAsync(DatasetName.Parse("emoji"), Cancel);

        await grid.Client.DisposeAsync();
        await grid.Process.KillAsync(Cancel);
        await grid.StartAsync();

        SearchResult after = await grid.Client.FindAsync("emoji-val", grid.Model, "face", top: 50);
        Assert.Equal(before.Hits.Select(hit => (hit.Item.Key, hit.Score)), after.Hits.Select(hit => (hit.Item.Key, hit.Score)));
        Assert.Equal(dataset.Versions[0].Digest, (await grid.Client.Datasets.GetAsync(DatasetName.Parse("emoji"), Cancel)).Versions[0].Digest);
        Assert.Equal(grid.Model, (await grid.Client.Models.ResolveAsync(new ModelRef(grid.Model.Name), Cancel)).Id);
        EmbeddingStatus again = await grid.Client.Embeddings.EmbedAsync(DatasetRef.Parse("emoji-val"), new ModelRef(grid.Model.Name), cancellationToken: Cancel);
        Assert.Equal((0, 372), (again.EmbeddedCount, again.DoneCount));
    }

    private SearchRequest Request(SearchTerm term) =>
        new() { Dataset = DatasetRef.Parse("emoji-val"), Model = new ModelRef(grid.Model.Name), Terms = [term], Top = 100 };
}
