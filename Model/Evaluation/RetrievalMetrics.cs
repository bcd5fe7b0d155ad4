namespace ClipGrid.Model.Evaluation;

/// <summary>
/// How well one direction of retrieval finds the right item. The definitions are open_clip's: recall@k is the share of queries
/// whose right item is among the first k; mean and median rank count from 1, the median rounded down.
/// </summary>
public sealed record RetrievalMetrics
{
    /// <summary>Number of queries that count.</summary>
    public required int QueryCount { get; init; }

    /// <summary>Share of queries with the right item first, 0…1.</summary>
    public required double RecallAt1 { get; init; }

    /// <summary>Share of queries with the right item among the first five, 0…1.</summary>
    public required double RecallAt5 { get; init; }

    /// <summary>Share of queries with the right item among the first ten, 0…1.</summary>
    public required double RecallAt10 { get; init; }

    /// <summary>Mean rank of the right item; 1 is perfect.</summary>
    public required double MeanRank { get; init; }

    /// <summary>Median rank of the right item, rounded down; 1 is perfect.</summary>
    public required double MedianRank { get; init; }

    /// <summary>Sums up ranks.</summary>
    /// <param name="ranks">0-based ranks; <see cref="RetrievalRanks.None"/> marks a query without a right item, which does not count.</param>
    /// <exception cref="ArgumentException">No query counts.</exception>
    public static RetrievalMetrics FromRanks(ReadOnlySpan<int> ranks)
    {
        int[] ordered = [.. ranks];
        Array.Sort(ordered);
        ReadOnlySpan<int> counted = ordered.AsSpan(ordered.AsSpan().LastIndexOf(RetrievalRanks.None) + 1);
        if (counted.IsEmpty)
            throw new ArgumentException("No query has a right item: there is nothing to average. Evaluate one pair or more.", nameof(ranks));
        long sum = 0;
        foreach (int rank in counted)
            sum += rank;
        int middle = counted.Length / 2;
        double median = counted.Length % 2 == 1 ? counted[middle] : ((double)counted[middle - 1] + counted[middle]) / 2;
        return new RetrievalMetrics
        {
            QueryCount = counted.Length,
            RecallAt1 = ShareBelow(counted, 1),
            RecallAt5 = ShareBelow(counted, 5),
            RecallAt10 = ShareBelow(counted, 10),
            MeanRank = (double)sum / counted.Length + 1,
            MedianRank = Math.Floor(median) + 1,
        };
    }

    private static double ShareBelow(ReadOnlySpan<int> ordered, int limit)
    {
        int count = 0;
        while (count < ordered.Length && ordered[count] < limit)
            count++;
        return (double)count / ordered.Length;
    }
}
