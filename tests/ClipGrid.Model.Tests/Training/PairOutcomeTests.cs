using ClipGrid.Model.Network;
using ClipGrid.Model.Tests.Network;
using ClipGrid.Model.Training;
using Xunit;
using static TorchSharp.torch;

namespace ClipGrid.Model.Tests.Training;

public sealed class PairOutcomeTests
{
    [Theory]
    [InlineData(null, false)]
    [InlineData(4, false)]
    [InlineData(null, true)]
    public void Compute_Pairs_CountsPicturesWhoseOwnTextIsBest(int? micro, bool sparesGroups)
    {
        using var scope = NewDisposeScope();
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        TrainingBatch batch = new TinyPairs(TinyClip.Vit, 12).Load(Enumerable.Range(0, 12).ToArray(), 0);
        var rows = new BatchTensors(network, batch);
        float[] image, text;
        using (no_grad())
            (image, text) = (rows.EncodeImages(0, 12).Values(), rows.EncodeTexts(0, 12).Values());
        int expected = Enumerable.Range(0, 12).Count(i => Enumerable.Range(0, 12).All(j =>
            (sparesGroups && i != j && i / 2 == j / 2) || Cosine(image, text, i, j) <= Cosine(image, text, i, i)));
        using BatchOutcome outcome = new PairGradients(network, TinyRun.Specification with { MicroBatchSize = micro, SpareGroups = sparesGroups }).Compute(batch);
        Assert.Equal(expected, outcome.CorrectCount.item<long>());
    }

    [Fact]
    public void Compute_SameCaptionTwice_CountsBothAsRight()
    {
        using var scope = NewDisposeScope();
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        TrainingBatch one = new TinyPairs(TinyClip.Vit, 12).Load(new[] { 3, 3 }, 0);
        using BatchOutcome outcome = new PairGradients(network, TinyRun.Specification).Compute(one);
        Assert.Equal(2, outcome.CorrectCount.item<long>());
    }

    private static double Cosine(float[] image, float[] text, int i, int j)
    {
        int E = TinyClip.Vit.EmbedDim;
        return Enumerable.Range(0, E).Sum(e => (double)image[(i * E) + e] * text[(j * E) + e]);
    }
}
