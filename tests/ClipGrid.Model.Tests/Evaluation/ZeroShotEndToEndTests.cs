using System.Text.Json;
using ClipGrid.Model.Embedding;
using ClipGrid.Model.Evaluation;
using ClipGrid.Model.Tests.Embedding;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.Model.Tests.Evaluation;

/// <summary>
/// Words and picture files in, classes out, through every part on the way: against the reference's own run of the same files. All
/// prompts are plain ASCII, so the reference's text repair could change nothing.
/// </summary>
[Trait("Check", "7")]
public sealed class ZeroShotEndToEndTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Classify_GoldenFilesAndPrompts_EqualsReference()
    {
        IReadOnlyDictionary<string, GoldenTensor> golden = GoldenTensors.Load("metrics/zeroshot_end_to_end.safetensors");
        using JsonDocument run = GoldenTensors.LoadJson("metrics/zeroshot_end_to_end.json");
        var prompts = new ZeroShotPrompts(Words(run, "classnames"), Words(run, "templates"));
        await using ClipEncoder encoder = ClipEncoder.Over(GoldenModel.Load());

        EmbeddingMatrix texts = Matrix(await encoder.EmbedTextsAsync(prompts.Expand(), Token));
        EmbeddingMatrix pictures = Matrix(await encoder.EmbedPicturesAsync([.. Words(run, "images").Select(path => (ReadOnlyMemory<byte>)File.ReadAllBytes(Reference.Golden(path)))], Token));
        var classifier = ZeroShotClassifier.Build(prompts, texts, run.RootElement.GetProperty("logit_scale").GetDouble());

        TorchTensors.Close(golden["image_features_normalized"].Floats, pictures.Values.ToArray(), 5e-6, "pictures");
        TorchTensors.Close(Transposed(golden["classifier"]), classifier.Weights.Values.ToArray(), 5e-6, "classifier");
        TorchTensors.Close(golden["logits"].Floats, classifier.Logits(pictures), 2e-4, "logits");
        TorchTensors.Close(golden["softmax"].Floats, classifier.Probabilities(pictures), 5e-5, "softmax");
        ScoredItem[][] rankings = classifier.Rank(pictures, 5, Token);
        Assert.Equal(Words(run, "predicted"), rankings.Select(ranking => classifier.ClassNames[ranking[0].Index]));

        int[] expected = [.. Words(run, "predicted").Select(name => classifier.ClassNames.IndexOf(name))];
        ClassificationReport report = ClassificationReport.Create(classifier.ClassNames, expected, rankings);
        Assert.Equal((6, 1.0, 1.0), (report.SampleCount, report.Top1, report.Top5));
        ClassificationReport wrong = ClassificationReport.Create(classifier.ClassNames, [.. expected.Select(label => (label + 1) % 10)], rankings);
        Assert.Equal(0, wrong.Top1);
    }

    private static EmbeddingMatrix Matrix(IReadOnlyList<EmbeddingResult> results)
    {
        Assert.All(results, result => Assert.Null(result.Error));
        return EmbeddingMatrix.FromRows([.. results.Select(result => result.Vector)]);
    }

    private static string[] Words(JsonDocument run, string name) => [.. run.RootElement.GetProperty(name).EnumerateArray().Select(word => word.GetString()!)];

    private static float[] Transposed(GoldenTensor matrix)
    {
        (int rows, int columns) = ((int)matrix.Shape[0], (int)matrix.Shape[1]);
        float[] values = matrix.Floats;
        return [.. Enumerable.Range(0, columns).SelectMany(c => Enumerable.Range(0, rows).Select(r => values[(r * columns) + c]))];
    }
}
