using ClipGrid.Dashboard.Search.Classification;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Search.Classification;

public sealed class ConfusionMatrixTests
{
    // Rows are labels: 3 cats (2 right, 1 taken for a dog), 1 dog (right), no horse, 1 cow taken for a horse.
    private static readonly ConfusionMatrix Matrix = Of((0, 0), (0, 0), (0, 1), (1, 1), (3, 2));

    [Fact]
    public void Accuracy_Items_IsTheShareThatWasGivenItsLabel() => Assert.Equal(0.6, Matrix.Accuracy!.Value, 12);

    [Fact]
    public void BalancedAccuracy_Items_IsTheMeanRecallOfLabelsThatThereAre() => Assert.Equal((2.0 / 3 + 1 + 0) / 3, Matrix.BalancedAccuracy!.Value, 12);

    [Fact]
    public void PrecisionAndRecall_Classes_AreSharesOfColumnsAndRows()
    {
        Assert.Equal([1.0, 0.5, 0.0, null], Enumerable.Range(0, 4).Select(Matrix.Precision));
        Assert.Equal([2.0 / 3, 1.0, null, 0.0], Enumerable.Range(0, 4).Select(Matrix.Recall));
        Assert.Equal([3L, 1, 0, 1], Enumerable.Range(0, 4).Select(Matrix.Support));
    }

    [Fact]
    public void Confused_Pairs_ComeTheMostFrequentFirst() => Assert.Equal([(0, 1, 2L), (2, 0, 1L)], Of((2, 0), (0, 1), (0, 1), (1, 1)).Confused());

    [Fact]
    public void Accuracy_Nothing_IsUnknown() => Assert.Equal((null, null), (new ConfusionMatrix(2).Accuracy, new ConfusionMatrix(2).BalancedAccuracy));

    private static ConfusionMatrix Of(params (int Actual, int Predicted)[] items)
    {
        ConfusionMatrix matrix = new(4);
        foreach ((int actual, int predicted) in items)
            matrix.Add(actual, predicted);
        return matrix;
    }
}
