using System.Text.Json;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Datasets;
using ClipGrid.Grains.Tests.Models;
using ClipGrid.Grains.Tests.Storage;
using ClipGrid.Model.Network;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.Grains.Tests.Embedding;

/// <summary>Naughty texts as captions and as queries.</summary>
public sealed class NaughtyTextTests : IDisposable
{
    // As long as CLIP's own.
    private static readonly ClipConfig Long = SmallModel.Vit with { Text = SmallModel.Vit.Text with { ContextLength = 77 } };

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Check", "61")]
    [Trait("Check", "63")]
    [Trait("Check", "64")]
    public async Task Search_NaughtyStrings_AreFoundAsCaptionsByThemselves()
    {
        string[] texts =
        [
            .. JsonSerializer.Deserialize<string[]>(await File.ReadAllBytesAsync(Reference.Data("hostile/text/blns.json"), Token))!,
            "<|startoftext|>", "<|endoftext|>", "a <|endoftext|> b", "&amp;lt;b&amp;gt;", "&#x110000;", "e\u0301", "\u00e9", "👩‍👩‍👧‍👦", "\u202eabc", "a\u200bb", "\ufeff",
        ];
        texts = [.. texts.Where(text => !string.IsNullOrWhiteSpace(text)).Distinct(StringComparer.Ordinal)];
        Assert.True(texts.Length > 500);
        using PictureFolder source = new();
        byte[] picture = DrawnPictures.Noise(1);
        foreach ((int index, string text) in texts.Index())
            source.Add($"k{index}", picture, $"\"caption\":{JsonSerializer.Serialize(text)}");
        await using SearchCluster cluster = await SearchCluster.StartAsync(new FileBlobStore(_folder.File("blobs")));
        ModelVersionId model = await cluster.ImportAsync("demo", SmallModel.Write(_folder.File("model"), config: Long));
        IDatasetGrain dataset = cluster.Grains.GetGrain<IDatasetGrain>("d");
        AddItemsRequest request = DatasetCluster.Request(source.Path);
        IngestStatus status = await dataset.AddAsync(request, Token);
        while (status.State == JobState.Running)
        {
            await Task.Delay(20, Token);
            status = await dataset.GetIngestAsync(request.Operation, Token);
        }
        Assert.True(status.State == JobState.Completed, status.Message);
        // Those with control characters are refused by rule, and only those.
        RefusedPage refused = await dataset.GetRefusedAsync(null, 0, 100, Token);
        Assert.All(refused.Samples, sample => Assert.Contains("control character", sample.Message, StringComparison.Ordinal));
        Assert.InRange(refused.TotalCount, 0, 20);
        Assert.Equal(texts.Length, status.ItemCount + status.RefusedCount);
        Assert.Equal(JobState.Completed, (await cluster.EmbedAsync("d", 1, model)).State);

        List<string> wrong = [];
        int tooLong = 0;
        HashSet<string?> unknown = [.. refused.Samples.Select(sample => sample.Key)];
        foreach ((int index, string text) in texts.Index())
        {
            SearchResult result;
            try
            {
                // Captions are trimmed when they are taken in, of every white space that Unicode knows.
                result = await cluster.Search.SearchAsync(Request(text.Trim()), Token);
            }
            catch (GridException error) when (error.Problem is GridProblem.Invalid or GridProblem.TooLarge && error.Message.Contains("shorten it", StringComparison.Ordinal))
            {
                // A caption is cut, a query is not.
                tooLong++;
                continue;
            }
            double own = result.Hits.Where(hit => hit.Item.Key == $"k{index}").Select(hit => hit.Score).FirstOrDefault(double.NaN);
            if (!unknown.Contains($"k{index}") && !(own > 0.999))
                wrong.Add($"{JsonSerializer.Serialize(text)}: {own}");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.InRange(tooLong, 1, 60);
    }

    [Theory]
    [Trait("Check", "62")]
    [InlineData("")]
    [InlineData("   \t\r\n")]
    public async Task Search_NoText_IsRefused(string text)
    {
        await using SearchCluster cluster = await SearchCluster.StartAsync(new FileBlobStore(_folder.File("blobs")));
        await PrepareAsync(cluster);

        Assert.Equal(GridProblem.Invalid, (await Assert.ThrowsAsync<GridException>(() => cluster.Search.SearchAsync(Request(text), Token))).Problem);
    }

    [Fact]
    [Trait("Check", "62")]
    [Trait("Check", "63")]
    public async Task Search_OddTexts_AreAnsweredOrRefusedInASentence()
    {
        await using SearchCluster cluster = await SearchCluster.StartAsync(new FileBlobStore(_folder.File("blobs")));
        await PrepareAsync(cluster);
        foreach ((string what, string text) in new[] { ("lone surrogate", "\ud83d"), ("reversed pair", "\udc4d\ud83d"), ("nul", "a\0b"), ("100 K", new string('x', 100_000)), ("many words", string.Join(' ', Enumerable.Repeat("cat", 20_000))) })
            try
            {
                SearchResult result = await cluster.Search.SearchAsync(Request(text), Token).WaitAsync(TimeSpan.FromSeconds(30), Token);
                Assert.All(result.Hits, hit => Assert.True(double.IsFinite(hit.Score), what));
            }
            catch (GridException error)
            {
                Assert.True(error.Problem is GridProblem.Invalid or GridProblem.TooLarge, $"{what}: {error.Message}");
            }
        Assert.Equal(3, (await cluster.Search.SearchAsync(Request("cat"), Token)).Hits.Length);
    }

    private async Task PrepareAsync(SearchCluster cluster)
    {
        using PictureFolder source = PictureFolder.Of(3);
        await cluster.AddAsync("d", source.Path);
        await cluster.EmbedAsync("d", 1, await cluster.ImportAsync("demo", SmallModel.Write(_folder.File("model"))));
    }

    private static SearchRequest Request(string text) =>
        new() { Dataset = DatasetRef.Parse("d"), Model = ModelRef.Parse("demo"), Terms = [new SearchTerm { Text = text }], Target = SearchTarget.Captions, Top = 1000 };
}
