using ClipGrid.Model.Evaluation;
using ClipGrid.TestKit;
using CsCheck;
using Xunit;

namespace ClipGrid.Model.Tests.Evaluation;

public sealed class TopKTests
{
    [Fact]
    public void Search_GoldenVectors_EqualsFaiss()
    {
        IReadOnlyDictionary<string, GoldenTensor> golden = GoldenTensors.Load("metrics/faiss_flat_ip.safetensors");
        long[] ids = golden["ids"].As<long>();
        float[] scores = golden["scores"].Floats;
        ScoredItem[][] found = TopK.Search(Golden.Matrix(golden["queries"]), Golden.Matrix(golden["vectors"]), 10, TestContext.Current.CancellationToken);
        Assert.Equal(50, found.Length);
        Assert.Equal(ids, found.SelectMany(row => row.Select(item => (long)item.Index)));
        Assert.All(found.SelectMany(row => row).Zip(scores), pair => Assert.Equal(pair.Second, pair.First.Score, 1e-6));
    }

    // Coarse scores make ties common; sizes cross the block borders of 32 queries and 256 keys.
    [Fact]
    public void Search_ManyTies_EqualsFullSort() => (
        from queryCount in Gen.Int[1, 40]
        from keyCount in Gen.Int[1, 600]
        from count in Gen.Int[1, 20]
        from queries in Gen.Int[-1, 1].Array[queryCount * 3]
        from keys in Gen.Int[-1, 1].Array[keyCount * 3]
        select (queries, keys, count)).Sample(input =>
    {
        EmbeddingMatrix queries = new(input.queries.Select(i => (float)i).ToArray(), 3);
        EmbeddingMatrix keys = new(input.keys.Select(i => (float)i).ToArray(), 3);
        ScoredItem[][] found = TopK.Search(queries, keys, input.count, CancellationToken.None);
        for (int q = 0; q < queries.RowCount; q++)
        {
            IEnumerable<ScoredItem> expected = Enumerable.Range(0, keys.RowCount)
                .Select(k => new ScoredItem(k, Similarity.Dot(queries.Row(q), keys.Row(k))))
                .OrderByDescending(item => item.Score).ThenBy(item => item.Index).Take(input.count);
            Assert.Equal(expected, found[q]);
        }
    }, iter: 50);

    [Fact]
    public void Select_AnyScores_EqualsFullSort() =>
        Gen.Select(Gen.Int[0, 9].Array[0, 200], Gen.Int[1, 250]).Sample((values, count) =>
        {
            float[] scores = [.. values.Select(v => (float)v)];
            IEnumerable<ScoredItem> expected = scores.Select((score, i) => new ScoredItem(i, score))
                .OrderByDescending(item => item.Score).ThenBy(item => item.Index).Take(count);
            Assert.Equal(expected, TopK.Select(scores, count));
        });

    [Fact]
    public void Select_Infinities_AreRanked() =>
        Assert.Equal([1, 2, 0], TopK.Select([float.NegativeInfinity, float.PositiveInfinity, 0], 3).Select(item => item.Index));

    [Fact]
    public void Select_NaN_NamesTheScore()
    {
        var error = Assert.Throws<InvalidEmbeddingException>(() => TopK.Select([1, float.NaN], 1));
        Assert.Contains("Score 1", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Search_CountBelowOne_Throws(int count)
    {
        EmbeddingMatrix one = new(new[] { 1f }, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => TopK.Search(one, one, count, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Search_DifferentWidths_Throws() => Assert.Throws<ArgumentException>(() =>
        TopK.Search(new EmbeddingMatrix(new float[2], 2), new EmbeddingMatrix(new float[3], 3), 1, TestContext.Current.CancellationToken));
}
