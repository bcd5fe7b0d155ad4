using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Embedding;
using ClipGrid.Grains.Tests.Models;
using ClipGrid.Grains.Tests.Storage;
using ClipGrid.Model.Tokenization;
using Xunit;

namespace ClipGrid.Grains.Tests.Datasets.Views;

/// <summary>Statistics of a version through the client, on two silos.</summary>
public sealed class StatisticsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task GetStatisticsAsync_OverPartitions_CountsWhatTheVersionShows()
    {
        await using SearchCluster cluster = await SearchCluster.StartAsync(new FileBlobStore(_folder.File("blobs")));
        await using ClipGridClient client = new(cluster.Grains);
        using PictureFolder pictures = new();
        string tooLong = string.Join(' ', Enumerable.Range(0, 40).Select(i => $"number {i}"));
        for (int i = 0; i < 10; i++)
            pictures.Add($"item {i}", i / 3, i == 9 ? "\"label\":\"rare\"" : $"\"captions\":[\"caption {i}\",\"{(i == 4 ? tooLong : "a photo of the number")}\"]{(i % 2 == 0 ? ",\"label\":\"even\"" : "")}");
        await cluster.AddAsync("emoji", pictures.Path);
        ModelVersionId model = await cluster.ImportAsync("demo", SmallModel.Write(_folder.File("model")));

        DatasetStatistics all = await client.Datasets.GetStatisticsAsync(DatasetRef.Parse("emoji"), ModelRef.Parse("demo"), Token);
        Assert.Equal(("emoji@1", 10L, 18L, 4L), (all.Dataset.ToString(), all.ItemCount, all.CaptionCount, all.Items.UnlabelledCount));
        Assert.Equal(Enumerable.Range(0, 10).Sum(i => (long)DrawnPictures.Noise(i / 3).Length), all.ByteCount);
        Assert.Equal((12L, 12L, 8L, 8L), (all.Items.Widths.Min, all.Items.Widths.Max, all.Items.Heights.Min, all.Items.Heights.Max));
        Assert.Equal((0L, 2L, 1.8), (all.Items.CaptionsPerItem.Min, all.Items.CaptionsPerItem.Max, all.Items.CaptionsPerItem.Mean));
        Assert.Equal(tooLong.Length, all.Items.CaptionLengths.Max);
        Assert.Equal([KeyValuePair.Create("image/png", 10L)], all.Items.MediaTypes);
        Assert.Equal([new LabelCount("even", 5), new LabelCount("rare", 1)], all.Labels);
        Assert.Equal((9L, 3L), (all.TwinCount, all.TwinGroupCount));
        Assert.Equal(["item 0 item 1 item 2", "item 3 item 4 item 5", "item 6 item 7 item 8"], all.Twins.Select(group => string.Join(' ', group.Keys)).Order(StringComparer.Ordinal));
        Assert.Equal((model, 24, 1L, 18L), (all.Items.Tokens!.Model, all.Items.Tokens.ContextLength, all.Items.Tokens.TruncatedCount, all.Items.Tokens.Counts.TotalCount));
        Assert.Equal(1.0 / 18, all.Items.Tokens.TruncatedShare);
        Assert.Equal(2 + new Tokenizer(SmallModel.Vocabulary).Encode(tooLong).Length, all.Items.Tokens.Counts.Max);

        await client.Datasets.DeleteItemsAsync(DatasetName.Parse("emoji"), new DeleteItemsRequest { Operation = OperationId.New(), Keys = ["item 1", "item 3", "item 4"] }, Token);
        DatasetStatistics some = await client.Datasets.GetStatisticsAsync(DatasetRef.Parse("emoji"), cancellationToken: Token);
        Assert.Equal((7L, 12L, 5L, 2L, null), (some.ItemCount, some.CaptionCount, some.TwinCount, some.TwinGroupCount, some.Items.Tokens));
        Assert.Equal(["item 6 item 7 item 8", "item 0 item 2"], some.Twins.Select(group => string.Join(' ', group.Keys)));
    }

    [Fact]
    public async Task GetStatisticsAsync_OfWhatIsNotThere_SaysSo()
    {
        await using SearchCluster cluster = await SearchCluster.StartAsync(new FileBlobStore(_folder.File("blobs")));
        await using ClipGridClient client = new(cluster.Grains);
        using PictureFolder pictures = PictureFolder.Of(2);
        await cluster.AddAsync("emoji", pictures.Path);
        foreach (Func<Task> ask in new Func<Task>[]
        {
            () => client.Datasets.GetStatisticsAsync(DatasetRef.Parse("nothing"), cancellationToken: Token),
            () => client.Datasets.GetStatisticsAsync(DatasetRef.Parse("emoji@7"), cancellationToken: Token),
            () => client.Datasets.GetStatisticsAsync(DatasetRef.Parse("emoji"), ModelRef.Parse("nobody"), Token),
        })
            Assert.Equal(GridProblem.NotFound, (await Assert.ThrowsAsync<GridException>(ask)).Problem);
    }
}
