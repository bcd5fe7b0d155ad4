using System.Collections.Immutable;

namespace ClipGrid.Model.Evaluation;

/// <summary>
/// Which class was taken for which. Only cells that occur are held, so its size grows with the pictures and not with the square of
/// the classes.
/// </summary>
public sealed class ConfusionMatrix
{
    private readonly Dictionary<(int Actual, int Predicted), int> _cells = [];

    /// <summary>Counts pairs of true and predicted classes.</summary>
    /// <param name="classCount">Number of classes.</param>
    /// <param name="actual">True classes, one per picture.</param>
    /// <param name="predicted">Predicted classes, in the same order.</param>
    /// <exception cref="ArgumentException">The lists differ in length, or a class does not exist.</exception>
    public ConfusionMatrix(int classCount, IReadOnlyList<int> actual, IReadOnlyList<int> predicted)
    {
        ArgumentNullException.ThrowIfNull(actual);
        ArgumentNullException.ThrowIfNull(predicted);
        if (actual.Count != predicted.Count)
            throw new ArgumentException($"There are {actual.Count} labels and {predicted.Count} predictions: give one of each per picture.", nameof(predicted));
        ClassCount = classCount;
        for (int i = 0; i < actual.Count; i++)
        {
            if ((uint)actual[i] >= (uint)classCount || (uint)predicted[i] >= (uint)classCount)
                throw new ArgumentException($"Picture {i} has label {actual[i]} and prediction {predicted[i]}, but the classes are numbered 0 to {classCount - 1}.", nameof(actual));
            _cells[(actual[i], predicted[i])] = this[actual[i], predicted[i]] + 1;
        }
    }

    /// <summary>Number of classes: the matrix has as many rows and columns.</summary>
    public int ClassCount { get; }

    /// <summary>Number of pictures of class <paramref name="actual"/> that were predicted as <paramref name="predicted"/>.</summary>
    public int this[int actual, int predicted] => _cells.GetValueOrDefault((actual, predicted));

    /// <summary>All cells that occur, by row and then by column.</summary>
    public ImmutableArray<ConfusionCell> Cells =>
        [.. _cells.Select(cell => new ConfusionCell(cell.Key.Actual, cell.Key.Predicted, cell.Value)).OrderBy(cell => cell.Actual).ThenBy(cell => cell.Predicted)];

    /// <summary>The mistakes, most frequent first: what to look at when a model is to get better.</summary>
    public ImmutableArray<ConfusionCell> Mistakes =>
        [.. Cells.Where(cell => cell.Actual != cell.Predicted).OrderByDescending(cell => cell.Count)];
}
