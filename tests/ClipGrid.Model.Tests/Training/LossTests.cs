using ClipGrid.Model.Training;
using Xunit;
using static TorchSharp.torch;

namespace ClipGrid.Model.Tests.Training;

public sealed class LossTests
{
    [Fact]
    public void Compute_Groups_AreNotEachOthersNegatives()
    {
        using var leaks = new LeakCheck();
        using var scope = NewDisposeScope();
        Tensor image = Unit(1), text = Unit(2), group = tensor(new long[] { 4, 4, 9, 8 });
        Assert.Equal(Contrastive(image, text, [4, 4, 9, 8]), Value(new ContrastiveLoss(), image, text, group), 1e-5);
        Assert.Equal(Contrastive(image, text, [1, 2, 3, 4]), Value(new ContrastiveLoss(), image, text, null), 1e-5);
        Assert.Equal(Sigmoid(image, text, [4, 4, 9, 8]), Value(new SigmoidLoss(), image, text, group), 1e-5);
        Assert.Equal(Sigmoid(image, text, [1, 2, 3, 4]), Value(new SigmoidLoss(), image, text, null), 1e-5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    public void ClassificationLoss_Smoothing_EqualsItsFormula(double smoothing)
    {
        using var scope = NewDisposeScope();
        float[,] logits = { { 1, 2, -1 }, { 0.5f, -2, 3 } };
        long[] labels = [1, 0];
        double expected = 0;
        for (int row = 0; row < 2; row++)
        {
            double all = Math.Log(Enumerable.Range(0, 3).Sum(c => Math.Exp(logits[row, c])));
            for (int c = 0; c < 3; c++)
                expected += ((c == labels[row] ? 1 - smoothing : 0) + (smoothing / 3)) * (all - logits[row, c]) / 2;
        }
        Assert.Equal(expected, new ClassificationLoss(smoothing).Compute(tensor(logits), tensor(labels)).item<float>(), 1e-5);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void ClassificationLoss_ImpossibleSmoothing_IsRefused(double smoothing) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClassificationLoss(smoothing));

    private static Tensor Unit(ulong seed) => nn.functional.normalize(randn([4, 6], generator: new Generator(seed, CPU)));

    private static double Value(PairLoss loss, Tensor image, Tensor text, Tensor? group) =>
        loss.Compute(image, text, tensor(5f), tensor(-1f), group).item<float>();

    // Plain loops over scores, leaving out pairs of one group.
    private static double Contrastive(Tensor image, Tensor text, long[] group)
    {
        double[,] score = Scores(image, text);
        double sum = 0;
        for (int i = 0; i < 4; i++)
        {
            int[] others = [.. Enumerable.Range(0, 4).Where(j => j == i || group[j] != group[i])];
            sum += Math.Log(others.Sum(j => Math.Exp(score[i, j]))) - score[i, i];
            sum += Math.Log(others.Sum(j => Math.Exp(score[j, i]))) - score[i, i];
        }
        return sum / 8;
    }

    private static double Sigmoid(Tensor image, Tensor text, long[] group)
    {
        double[,] score = Scores(image, text);
        double sum = 0;
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                if (i == j || group[i] != group[j])
                    sum += Math.Log(1 + Math.Exp(i == j ? -score[i, j] : score[i, j]));
        return sum / 4;
    }

    private static double[,] Scores(Tensor image, Tensor text)
    {
        float[] a = image.Values(), b = text.Values();
        var score = new double[4, 4];
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                score[i, j] = (5 * Enumerable.Range(0, 6).Sum(e => (double)a[(i * 6) + e] * b[(j * 6) + e])) - 1;
        return score;
    }
}
