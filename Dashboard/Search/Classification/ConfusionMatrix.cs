namespace ClipGrid.Dashboard.Search.Classification;

/// <summary>Which classes were taken for which: rows are the labels that items have, columns the classes that they were given. Not thread-safe.</summary>
internal sealed class ConfusionMatrix
{
    private readonly Dictionary<(int Actual, int Predicted), long> _cells = [];
    private readonly long[] _actual;
    private readonly long[] _predicted;

    /// <summary>An empty one.</summary>
    public ConfusionMatrix(int classCount) => (_actual, _predicted) = (new long[classCount], new long[classCount]);

    /// <summary>Classes.</summary>
    public int ClassCount => _actual.Length;

    /// <summary>Items.</summary>
    public long TotalCount { get; private set; }

    /// <summary>Items that were given their label.</summary>
    public long CorrectCount { get; private set; }

    /// <summary>The share of items that were given their label, or null without items.</summary>
    public double? Accuracy => Share(CorrectCount, TotalCount);

    /// <summary>The mean recall of the classes that have items, or null without items: what accuracy would be if all had equally many.</summary>
    public double? BalancedAccuracy
    {
        get
        {
            double[] recalls = [.. Enumerable.Range(0, ClassCount).Select(Recall).OfType<double>()];
            return recalls.Length == 0 ? null : recalls.Average();
        }
    }

    /// <summary>Counts an item.</summary>
    public void Add(int actual, int predicted)
    {
        _actual[actual]++;
        _predicted[predicted]++;
        TotalCount++;
        CorrectCount += actual == predicted ? 1 : 0;
        _cells[(actual, predicted)] = this[actual, predicted] + 1;
    }

    /// <summary>Items with a label that were given a class.</summary>
    public long this[int actual, int predicted] => _cells.GetValueOrDefault((actual, predicted));

    /// <summary>Items with a label.</summary>
    public long Support(int actual) => _actual[actual];

    /// <summary>Items that were given a class.</summary>
    public long PredictedCount(int predicted) => _predicted[predicted];

    /// <summary>The share of the items with a label that were given it, or null if there are none.</summary>
    public double? Recall(int label) => Share(this[label, label], _actual[label]);

    /// <summary>The share of the items given a class that have it as their label, or null if there are none.</summary>
    public double? Precision(int label) => Share(this[label, label], _predicted[label]);

    /// <summary>The pairs that were confused most often, the most frequent first.</summary>
    public IEnumerable<(int Actual, int Predicted, long Count)> Confused() =>
        _cells.Where(cell => cell.Key.Actual != cell.Key.Predicted)
            .OrderByDescending(cell => cell.Value).ThenBy(cell => cell.Key.Actual).ThenBy(cell => cell.Key.Predicted)
            .Select(cell => (cell.Key.Actual, cell.Key.Predicted, cell.Value));

    private static double? Share(long part, long whole) => whole == 0 ? null : (double)part / whole;
}
