using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using ClipGrid.Grains.Search;
using ClipGrid.Model.Evaluation;
using CsCheck;
using Xunit;

namespace ClipGrid.Grains.Tests.Search;

public sealed class SearchEngineTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task SearchAsync_OverPartitions_EqualsSortingEverything() =>
        Gen.Int[0, 1_000_000].SampleAsync(async seed =>
        {
            using MemoryGrid grid = new(seed, 1 + (seed % 90), 40, 1, 7 + (seed % 3));
            SearchRequest request = Request(grid) with { Target = (SearchTarget)(seed % 2), Top = 1 + (seed % 50), Skip = seed % 60, MinScore = seed % 3 == 0 ? 0.1 : null };
            SearchResult result = await Engine(grid).SearchAsync(request, Token);
            List<PlainHit> expected = Expected(grid, result, request, hit => request.MinScore is null || hit.Score >= request.MinScore);
            Assert.Equal(expected.Skip(request.Skip).Take(request.Top), result.Hits.Select(Plain));
            Assert.False(result.IsPartial);
        }, iter: 60);

    [Fact]
    public async Task SearchAsync_PageByPage_GivesTheSlicesOfOneRanking()
    {
        using MemoryGrid grid = new(3, 400, 900, 300, 1500);
        SearchRequest request = Request(grid) with { Top = 1000 };
        SearchResult whole = await Engine(grid).SearchAsync(request, Token);
        List<PlainHit> paged = [];
        for (int skip = 0; skip < 3200; skip += 100)
            paged.AddRange((await Engine(grid).SearchAsync(request with { Top = 100, Skip = skip }, Token)).Hits.Select(Plain));
        Assert.Equal(Expected(grid, whole, request, _ => true), paged);
        Assert.Equal(paged.Take(1000), whole.Hits.Select(Plain));
    }

    [Theory]
    [InlineData(1000, 2)]
    [InlineData(7, 8)]
    public async Task SearchAsync_APage_AsksEachPartitionForItsItemsTogether(int mostFound, int callCount)
    {
        using MemoryGrid grid = new(3, 25, 25) { MostFound = mostFound };
        SearchResult result = await Engine(grid).SearchAsync(Request(grid) with { Top = 50 }, Token);
        Assert.Equal(50, result.Hits.Select(hit => hit.Item.Key).Distinct().Count());
        Assert.Equal(callCount, grid.FindCount);
    }

    [Fact]
    public async Task SearchAsync_APartitionThatThrows_IsNamed()
    {
        using MemoryGrid grid = new(4, 20, 20);
        PartitionId broken = grid.Items.Keys.Last();
        grid.Faults[broken] = _ => throw new InvalidOperationException("The disk is gone.");
        SearchResult result = await Engine(grid).SearchAsync(Request(grid), Token);
        MissingPartition missing = Assert.Single(result.Missing);
        Assert.Equal(broken, missing.Id);
        Assert.Contains("The disk is gone.", missing.Reason, StringComparison.Ordinal);
        Assert.Equal(10, result.Hits.Length);
        Assert.DoesNotContain(result.Hits, hit => hit.Item.Partition == broken);
    }

    [Fact]
    public async Task SearchAsync_APartitionThatHangs_IsNamedAfterItsTime()
    {
        using MemoryGrid grid = new(5, 20, 20);
        PartitionId late = grid.Items.Keys.First();
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        grid.Faults[late] = async token =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
        };
        WatchedClock time = new();
        Task<SearchResult> searching = Engine(grid, new SearchMeter(time), time).SearchAsync(Request(grid) with { PartitionTimeout = TimeSpan.FromSeconds(3) }, Token);
        await asked.Task;
        // The other one has answered: its timer is gone.
        await time.TimerEnded.WaitAsync(Token);
        time.Advance(TimeSpan.FromSeconds(3));
        SearchResult result = await searching;
        Assert.Equal(late, Assert.Single(result.Missing).Id);
        Assert.Contains("within 3 s", result.Missing[0].Reason, StringComparison.Ordinal);
        Assert.Equal(10, result.Hits.Length);
        Assert.Equal(TimeSpan.FromSeconds(3), result.Elapsed);
    }

    [Fact]
    public async Task SearchAsync_AllPartitionsUnderAnotherModel_SaysHowToEmbed()
    {
        using MemoryGrid grid = new(6, 5, 5);
        foreach (PartitionId id in grid.Items.Keys)
            grid.Faults[id] = _ => throw new GridException(GridProblem.WrongModel, $"It is embedded under another: run clipgrid embed set --model NAME@{RandomData.Model.Short}.");
        GridException error = await Assert.ThrowsAsync<GridException>(() => Engine(grid).SearchAsync(Request(grid), Token));
        Assert.Equal(GridProblem.WrongModel, error.Problem);
        Assert.Contains("clipgrid embed set@1 --model demo@aaaaaaaaaaaa", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("NAME", error.Message, StringComparison.Ordinal);

        grid.Faults.Remove(grid.Items.Keys.First());
        SearchResult some = await Engine(grid).SearchAsync(Request(grid), Token);
        Assert.Single(some.Missing);
        Assert.Equal(5, some.Hits.Length);
    }

    [Fact]
    public async Task SearchAsync_Collapsed_ListsDuplicatesUnderTheBest()
    {
        using MemoryGrid grid = new(7, 300, 300);
        SearchRequest request = Request(grid) with { CollapseAbove = 0.999, Top = 40 };
        SearchResult result = await Engine(grid).SearchAsync(request, Token);
        SearchResult second = await Engine(grid).SearchAsync(request with { Top = 15, Skip = 25 }, Token);

        Dictionary<string, (float[] Vector, string Digest)> of = grid.Items.Values.SelectMany(items => items.Items.Select((item, row) => (item.Info.Key, (grid.Vectors[items.Id].Picture(row).ToArray(), item.Info.Digest)))).ToDictionary();
        List<(string Key, List<string> Duplicates)> kept = [];
        foreach (PlainHit hit in Expected(grid, result, request, _ => true))
        {
            (float[] vector, string digest) = of[hit.Key];
            int like = kept.FindIndex(better => of[better.Key].Digest == digest || Similarity.Dot(of[better.Key].Vector, vector) >= 0.999 - 1e-6);
            if (like >= 0)
                kept[like].Duplicates.Add(hit.Key);
            else if (kept.Count == 40)
                break;
            else
                kept.Add((hit.Key, []));
        }
        Assert.Equal(kept.Select(hit => $"{hit.Key}: {string.Join(' ', hit.Duplicates)}"), result.Hits.Select(hit => $"{hit.Item.Key}: {string.Join(' ', hit.Duplicates)}"));
        Assert.Contains(result.Hits, hit => hit.Duplicates.Length > 0);
        Assert.Equal(result.Hits.Skip(25).Select(hit => hit.Item.Key), second.Hits.Select(hit => hit.Item.Key));
    }

    [Fact]
    public async Task SearchAsync_ItemAsQuery_FindsItselfUnlessLeftOut()
    {
        using MemoryGrid grid = new(8, 50, 50);
        string key = grid.Items.Values.Last().Items[3].Info.Key;
        SearchRequest request = Request(grid) with { Terms = [new SearchTerm { Picture = new PictureInput { ItemKey = key } }], Top = 100 };
        SearchResult with = await Engine(grid).SearchAsync(request, Token);
        SearchResult without = await Engine(grid).SearchAsync(request with { ExcludesQueryItems = true }, Token);
        Assert.Contains(with.Hits, hit => hit.Item.Key == key && hit.Score > 0.9999);
        Assert.Equal(with.Hits.Where(hit => hit.Item.Key != key).Select(hit => hit.Item.Key), without.Hits.Select(hit => hit.Item.Key));
    }

    [Fact]
    public async Task SearchAsync_WeightedTerms_SearchWithTheirSum()
    {
        using MemoryGrid grid = new(9, 80);
        float[] a = grid.Texts["a"] = grid.Vector(), b = grid.Vector();
        float[] scaled = [.. b.Select(value => value * 30)];
        SearchResult result = await Engine(grid).SearchAsync(Request(grid) with { Terms = [new SearchTerm { Text = "a", Weight = 2 }, new SearchTerm { Vector = scaled, Weight = -0.5 }] }, Token);
        float[] sum = [.. a.Zip(b, (x, y) => (2 * x) - (0.5f * y))];
        SearchResult plain = await Engine(grid).SearchAsync(Request(grid) with { Terms = [new SearchTerm { Vector = sum }] }, Token);
        Assert.Equal(plain.Hits.Select(hit => hit.Item.Key), result.Hits.Select(hit => hit.Item.Key));
        Assert.All(plain.Hits.Zip(result.Hits), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-5));
    }

    [Fact]
    public async Task ClassifyAsync_Pictures_EqualsTheModelsClassifierAndEmbedsClassesOnce()
    {
        using MemoryGrid grid = new(10, 1);
        string[] texts = ["a cat", "my cat", "a dog", "my dog", "a cow", "my cow"];
        foreach (string text in texts)
            grid.Texts[text] = grid.Vector();
        grid.Texts["picture"] = grid.Vector();
        ClassifyRequest request = new()
        {
            Model = ModelRef.Parse("demo"),
            Pictures = [new PictureInput { Bytes = "picture"u8.ToArray() }, new PictureInput { Bytes = "no picture"u8.ToArray() }],
            Classes = ["cat", "dog", "cow"],
            Templates = ["a {}", "my {}"],
            Top = 2,
        };
        SearchEngine engine = Engine(grid);
        ClassifyResult result = await engine.ClassifyAsync(request, Token);
        ClassifyResult again = await engine.ClassifyAsync(request, Token);

        ZeroShotClassifier classifier = ZeroShotClassifier.Build(new ZeroShotPrompts(request.Classes, request.Templates), EmbeddingMatrix.FromRows([.. texts.Select(text => (ReadOnlyMemory<float>)grid.Texts[text])]), 20);
        EmbeddingMatrix picture = EmbeddingMatrix.FromRows([grid.Texts["picture"]]);
        float[] probabilities = classifier.Probabilities(picture);
        Assert.Equal(classifier.Rank(picture, 2, Token)[0].Select(entry => (request.Classes[entry.Index], (double)probabilities[entry.Index])), result.Pictures[0].Classes.Select(best => (best.Class, best.Probability)));
        Assert.Empty(result.Pictures[1].Classes);
        Assert.NotNull(result.Pictures[1].Error);
        Assert.Equal(result.Pictures[0].Classes, again.Pictures[0].Classes);
        Assert.Equal(6, grid.EmbeddedTextCount);
    }

    [Fact]
    public async Task RankAsync_TextsAndPictures_GivesTheirCosines()
    {
        using MemoryGrid grid = new(11, 1);
        foreach (string text in new[] { "p", "q", "a", "b", "c" })
            grid.Texts[text] = grid.Vector();
        RankRequest request = new() { Model = ModelRef.Parse("demo"), Pictures = [new PictureInput { Bytes = "p"u8.ToArray() }, new PictureInput { Bytes = "q"u8.ToArray() }], Texts = ["a", "b", "c"] };
        RankResult result = await Engine(grid).RankAsync(request, Token);
        Assert.Equal((2, 3), (result.PictureCount, result.TextCount));
        Assert.Equal(Similarity.Dot(grid.Texts["q"], grid.Texts["b"]), result.Scores.Span[4]);
        GridException error = await Assert.ThrowsAsync<GridException>(() => Engine(grid).RankAsync(request with { Texts = ["a", "unknown"] }, Token));
        Assert.StartsWith("Text 2 ", error.Message, StringComparison.Ordinal);
    }

    internal static SearchRequest Request(MemoryGrid grid) => new()
    {
        Dataset = DatasetRef.Parse("set"),
        Model = ModelRef.Parse("demo"),
        Terms = [new SearchTerm { Vector = grid.Vector() }],
    };

    internal static SearchEngine Engine(MemoryGrid grid) => Engine(grid, new SearchMeter(TimeProvider.System));

    internal static SearchEngine Engine(MemoryGrid grid, SearchMeter meter, TimeProvider? time = null) =>
        new(grid, new SearchAdmission(meter, time ?? TimeProvider.System), new ClassifierCache(grid), new HeadCache(grid), meter, time ?? TimeProvider.System);

    private static PlainHit Plain(SearchHit hit) => new(hit.Item.Key, (float)hit.Score, hit.CaptionIndex);

    private static List<PlainHit> Expected(MemoryGrid grid, SearchResult result, SearchRequest request, Func<PlainHit, bool> fits)
    {
        Assert.Equal("set@1", result.Dataset.ToString());
        // The engine brings the vector to unit length once more: the same arithmetic here.
        float[] query = request.Terms[0].Vector.ToArray();
        double length = Math.Sqrt(query.Sum(value => (double)value * value));
        double[] unit = [.. query.Select(value => (double)(float)(value / length))];
        double again = Math.Sqrt(unit.Sum(value => value * value));
        query = [.. unit.Select(value => (float)(value / again))];
        return PlainSearch.Sorted(grid.Items.Values.SelectMany(items => PlainSearch.All(items, grid.Vectors[items.Id], query, request.Target, _ => true)).Where(fits));
    }
}
