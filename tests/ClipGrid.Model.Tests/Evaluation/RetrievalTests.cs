using System.Text.Json;
using ClipGrid.Model.Evaluation;
using ClipGrid.TestKit;
using CsCheck;
using Xunit;

namespace ClipGrid.Model.Tests.Evaluation;

public sealed class RetrievalTests
{
    [Theory]
    [InlineData("")]
    [InlineData("ties.")]
    public void Compute_GoldenPairs_EqualsReferenceRanks(string prefix)
    {
        IReadOnlyDictionary<string, GoldenTensor> golden = GoldenTensors.Load("metrics/retrieval.safetensors");
        RetrievalRanks ranks = RetrievalRanks.Compute(Request(golden, prefix), TestContext.Current.CancellationToken);
        Assert.Equal(golden[prefix + "image_to_text_ranks"].As<long>(), ranks.ImageToText.ToArray().Select(rank => (long)rank));
        Assert.Equal(golden[prefix + "text_to_image_ranks"].As<long>(), ranks.TextToImage.ToArray().Select(rank => (long)rank));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ties.")]
    public void Evaluate_GoldenPairs_EqualsReferenceMetrics(string prefix)
    {
        IReadOnlyDictionary<string, GoldenTensor> golden = GoldenTensors.Load("metrics/retrieval.safetensors");
        using JsonDocument file = GoldenTensors.LoadJson("metrics/retrieval.json");
        JsonElement expected = (prefix == "" ? file.RootElement : file.RootElement.GetProperty("ties")).GetProperty("metrics");
        RetrievalReport report = RetrievalReport.Evaluate(Request(golden, prefix), TestContext.Current.CancellationToken);
        AssertEqual(expected, "image_to_text", report.ImageToText);
        AssertEqual(expected, "text_to_image", report.TextToImage);
    }

    // Small integers make ties common; sizes cross the block borders of 32 pictures and 256 captions; pictures own 0 to many captions.
    [Fact]
    public void Compute_SeveralCaptionsPerPicture_EqualsPlainSort() => (
        from pictureCount in Gen.Int[1, 70]
        from captionCount in Gen.Int[1, 300]
        from pictures in Gen.Int[-1, 1].Array[pictureCount * 3]
        from captions in Gen.Int[-1, 1].Array[captionCount * 3]
        from owners in Gen.Int[0, pictureCount - 1].Array[captionCount]
        select (pictures, captions, owners)).Sample(input =>
    {
        var request = new RetrievalRequest
        {
            Pictures = new EmbeddingMatrix(input.pictures.Select(i => (float)i).ToArray(), 3),
            Captions = new EmbeddingMatrix(input.captions.Select(i => (float)i).ToArray(), 3),
            PictureOfCaption = input.owners,
        };
        RetrievalRanks ranks = RetrievalRanks.Compute(request, CancellationToken.None);
        for (int c = 0; c < input.owners.Length; c++)
            Assert.Equal(Sorted(request.Captions.Row(c), request.Pictures).IndexOf(input.owners[c]), ranks.TextToImage.Span[c]);
        for (int p = 0; p < request.Pictures.RowCount; p++)
            Assert.Equal(Sorted(request.Pictures.Row(p), request.Captions).FindIndex(c => input.owners[c] == p), ranks.ImageToText.Span[p]);
    }, iter: 40);

    [Fact]
    public void Compute_OneOrManyThreads_GivesTheSameRanks()
    {
        IReadOnlyDictionary<string, GoldenTensor> golden = GoldenTensors.Load("metrics/retrieval.safetensors");
        RetrievalRequest request = Request(golden, "");
        RetrievalRanks one = RetrievalRanks.Compute(request with { MaxParallelism = 1 }, TestContext.Current.CancellationToken);
        RetrievalRanks many = RetrievalRanks.Compute(request with { MaxParallelism = 7 }, TestContext.Current.CancellationToken);
        Assert.Equal(one.ImageToText.ToArray(), many.ImageToText.ToArray());
        Assert.Equal(one.TextToImage.ToArray(), many.TextToImage.ToArray());
    }

    // All scores at once would be 256 MB. One thread, so that its own allocations can be counted.
    [Fact]
    public void Compute_ManyPairs_NeedsLittleMemory()
    {
        var random = new Random(3);
        float[] values = [.. Enumerable.Range(0, 8_000 * 4).Select(_ => random.NextSingle() - 0.5f)];
        EmbeddingMatrix pairs = new(values, 4);
        long before = GC.GetAllocatedBytesForCurrentThread();
        RetrievalRanks ranks = RetrievalRanks.Compute(new RetrievalRequest { Pictures = pairs, Captions = pairs, MaxParallelism = 1 }, TestContext.Current.CancellationToken);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        Assert.Equal(ranks.ImageToText.ToArray(), ranks.TextToImage.ToArray());
    }

    [Fact]
    public void Evaluate_PictureWithoutCaption_IsNoQueryButACandidate()
    {
        var report = RetrievalReport.Evaluate(
            new RetrievalRequest
            {
                Pictures = new EmbeddingMatrix(new[] { 1f, 0, 0.6f, 0.8f }, 2),
                Captions = new EmbeddingMatrix(new[] { 0f, 1 }, 2),
                PictureOfCaption = [0],
            },
            TestContext.Current.CancellationToken);
        Assert.Equal((1, 1.0), (report.ImageToText.QueryCount, report.ImageToText.MeanRank));
        Assert.Equal((1, 2.0), (report.TextToImage.QueryCount, report.TextToImage.MeanRank));
    }

    [Fact]
    public void Evaluate_NoCaption_Throws() => Assert.Throws<ArgumentException>(() => RetrievalReport.Evaluate(
        new RetrievalRequest { Pictures = new EmbeddingMatrix(new float[2], 2), Captions = new EmbeddingMatrix(Array.Empty<float>(), 2), PictureOfCaption = [] },
        TestContext.Current.CancellationToken));

    [Theory]
    [InlineData(new[] { 0, 2 }, "Caption 1 belongs to picture 2")]
    [InlineData(new[] { -1, 0 }, "Caption 0 belongs to picture -1")]
    [InlineData(new[] { 0 }, "1 pictures for 2 captions")]
    public void Compute_WrongOwners_SaysWhich(int[] owners, string expected)
    {
        EmbeddingMatrix two = new(new[] { 1f, 0, 0, 1 }, 2);
        var error = Assert.Throws<ArgumentException>(() => RetrievalRanks.Compute(
            new RetrievalRequest { Pictures = two, Captions = two, PictureOfCaption = owners }, TestContext.Current.CancellationToken));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compute_CountsDifferWithoutOwners_Throws() => Assert.Throws<ArgumentException>(() => RetrievalRanks.Compute(
        new RetrievalRequest { Pictures = new EmbeddingMatrix(new float[2], 2), Captions = new EmbeddingMatrix(new float[4], 2) },
        TestContext.Current.CancellationToken));

    [Fact]
    public void Compute_Cancelled_Stops()
    {
        EmbeddingMatrix two = new(new[] { 1f, 0, 0, 1 }, 2);
        Assert.ThrowsAny<OperationCanceledException>(() =>
            RetrievalRanks.Compute(new RetrievalRequest { Pictures = two, Captions = two }, new CancellationToken(true)));
    }

    [Fact]
    public void FromRanks_EvenNumber_RoundsTheMedianDown()
    {
        RetrievalMetrics metrics = RetrievalMetrics.FromRanks([0, 9, RetrievalRanks.None, 4, 1]);
        Assert.Equal(new RetrievalMetrics { QueryCount = 4, RecallAt1 = 0.25, RecallAt5 = 0.75, RecallAt10 = 1, MeanRank = 4.5, MedianRank = 3 }, metrics);
    }

    private static RetrievalRequest Request(IReadOnlyDictionary<string, GoldenTensor> golden, string prefix) => new()
    {
        Pictures = Golden.Matrix(golden[prefix + "image_features"]),
        Captions = Golden.Matrix(golden[prefix + "text_features"]),
    };

    private static List<int> Sorted(ReadOnlySpan<float> query, EmbeddingMatrix candidates)
    {
        float[] scores = new float[candidates.RowCount];
        for (int i = 0; i < scores.Length; i++)
            scores[i] = Similarity.Dot(query, candidates.Row(i));
        return [.. Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i]).ThenBy(i => i)];
    }

    private static void AssertEqual(JsonElement expected, string direction, RetrievalMetrics actual)
    {
        double Of(string name) => expected.GetProperty(direction + name).GetDouble();
        Assert.Equal(Of("_R@1"), actual.RecallAt1);
        Assert.Equal(Of("_R@5"), actual.RecallAt5);
        Assert.Equal(Of("_R@10"), actual.RecallAt10);
        Assert.Equal(Of("_mean_rank"), actual.MeanRank, 1e-12);
        Assert.Equal(Of("_median_rank"), actual.MedianRank);
    }
}
