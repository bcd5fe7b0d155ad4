using System.Text.Json;
using ClipGrid.Model.Evaluation;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.Model.Tests.Evaluation;

public sealed class ZeroShotClassifierTests
{
    [Fact]
    public void Build_GoldenTexts_EqualsReferenceClassifier()
    {
        IReadOnlyDictionary<string, GoldenTensor> golden = GoldenTensors.Load("metrics/zeroshot.safetensors");
        ZeroShotClassifier classifier = Classifier(golden);
        float[] expected_DC = golden["classifier"].Floats;
        for (int c = 0; c < 20; c++)
            for (int d = 0; d < 64; d++)
                Assert.Equal(expected_DC[d * 20 + c], classifier.Weights.Row(c)[d], 5e-6);
    }

    [Fact]
    public void Logits_GoldenPictures_EqualReference()
    {
        IReadOnlyDictionary<string, GoldenTensor> golden = GoldenTensors.Load("metrics/zeroshot.safetensors");
        ZeroShotClassifier classifier = Classifier(golden);
        EmbeddingMatrix pictures = Golden.Matrix(golden["image_embeddings"]);
        Assert.All(golden["logits"].Floats.Zip(classifier.Logits(pictures)), pair => Assert.Equal(pair.First, pair.Second, 2e-4));
        Assert.All(golden["softmax"].Floats.Zip(classifier.Probabilities(pictures)), pair => Assert.Equal(pair.First, pair.Second, 5e-5));
    }

    [Fact]
    public void Rank_GoldenPictures_EqualsReferenceTop5()
    {
        IReadOnlyDictionary<string, GoldenTensor> golden = GoldenTensors.Load("metrics/zeroshot.safetensors");
        ScoredItem[][] rankings = Classifier(golden).Rank(Golden.Matrix(golden["image_embeddings"]), 5, TestContext.Current.CancellationToken);
        Assert.Equal(golden["top5_indices"].As<long>(), rankings.SelectMany(ranking => ranking.Select(item => (long)item.Index)));
        Assert.All(golden["top5_values"].Floats.Zip(rankings.SelectMany(r => r)), pair => Assert.Equal(pair.First, pair.Second.Score, 2e-4));
    }

    [Fact]
    public void Report_GoldenPictures_EqualsReferenceAccuracy()
    {
        IReadOnlyDictionary<string, GoldenTensor> golden = GoldenTensors.Load("metrics/zeroshot.safetensors");
        using JsonDocument expected = GoldenTensors.LoadJson("metrics/zeroshot.json");
        ZeroShotClassifier classifier = Classifier(golden);
        ScoredItem[][] rankings = classifier.Rank(Golden.Matrix(golden["image_embeddings"]), 5, TestContext.Current.CancellationToken);
        ClassificationReport report = ClassificationReport.Create(classifier.ClassNames, [.. golden["labels"].As<long>().Select(l => (int)l)], rankings);
        Assert.Equal(300, report.SampleCount);
        Assert.Equal(expected.RootElement.GetProperty("top1").GetDouble(), report.Top1);
        Assert.Equal(expected.RootElement.GetProperty("top5").GetDouble(), report.Top5);
        Assert.Equal(expected.RootElement.GetProperty("top1_count").GetInt32(), report.Classes.Sum(c => c.CorrectCount));
        Assert.Equal(expected.RootElement.GetProperty("top5_count").GetInt32(), report.Classes.Sum(c => c.Top5Count));
    }

    [Fact]
    public void Build_WrongNumberOfEmbeddings_Throws()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            ZeroShotClassifier.Build(new ZeroShotPrompts(["a", "b"], ["{}", "the {}"]), new EmbeddingMatrix(new float[6], 2)));
        Assert.Contains("need 4 embeddings, not 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_TextsThatCancelOut_NamesTheClass()
    {
        var error = Assert.Throws<InvalidEmbeddingException>(() =>
            ZeroShotClassifier.Build(new ZeroShotPrompts(["cat"], ["{}", "no {}"]), new EmbeddingMatrix(new[] { 1f, 0, -1, 0 }, 2)));
        Assert.Contains("\"cat\"", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Build_BadLogitScale_Throws(double scale) => Assert.Throws<ArgumentOutOfRangeException>(() =>
        ZeroShotClassifier.Build(new ZeroShotPrompts(["cat"], ["{}"]), new EmbeddingMatrix(new[] { 1f }, 1), scale));

    [Fact]
    public void Logits_OtherWidth_Throws()
    {
        ZeroShotClassifier classifier = ZeroShotClassifier.Build(new ZeroShotPrompts(["cat"], ["{}"]), new EmbeddingMatrix(new[] { 1f, 0 }, 2));
        Assert.Throws<ArgumentException>(() => classifier.Logits(new EmbeddingMatrix(new[] { 1f, 0, 0 }, 3)));
    }

    [Fact]
    public void Probabilities_HugeScale_StayFinite()
    {
        ZeroShotClassifier classifier = ZeroShotClassifier.Build(new ZeroShotPrompts(["x", "y"], ["{}"]), new EmbeddingMatrix(new[] { 1f, 0, 0, 1 }, 2), 1e6);
        Assert.Equal([1f, 0], classifier.Probabilities(new EmbeddingMatrix(new[] { 5f, 0 }, 2)));
    }

    [Fact]
    public void Expand_NamesAndTemplates_AreClassMajor() =>
        Assert.Equal(["a cat", "cat, cat", "a dog", "dog, dog"], new ZeroShotPrompts(["cat", "dog"], ["a {}", "{}, {}"]).Expand());

    [Theory]
    [InlineData(new string[0], new[] { "{}" }, "0 class names")]
    [InlineData(new[] { "cat" }, new string[0], "0 templates")]
    [InlineData(new[] { "cat", " " }, new[] { "{}" }, "Class name 1 is empty")]
    [InlineData(new[] { "cat", "dog", "cat" }, new[] { "{}" }, "\"cat\" appears 2 times")]
    [InlineData(new[] { "cat" }, new[] { "a photo" }, "\"a photo\" has no place")]
    public void Prompts_BadLists_SayWhatIsWrong(string[] names, string[] templates, string expected) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => new ZeroShotPrompts(names, templates)).Message, StringComparison.Ordinal);

    private static ZeroShotClassifier Classifier(IReadOnlyDictionary<string, GoldenTensor> golden) => ZeroShotClassifier.Build(
        new ZeroShotPrompts(Enumerable.Range(0, 20).Select(c => $"class {c}"), Enumerable.Range(0, 7).Select(t => $"template {t} {{}}")),
        Golden.Matrix(golden["text_embeddings"]));
}
