using ClipGrid.Contracts.Datasets;
using ClipGrid.Grains.Search;

namespace ClipGrid.Grains.Datasets.Views;

/// <summary>A partition's share of a version's statistics.</summary>
internal static class PartitionSurvey
{
    private const int RowsBetweenChecks = 256;

    /// <summary>Counts the rows that are shown. Looks at every item, and every caption's tokens if there is a ruler: not for a grain's turn.</summary>
    public static PartitionStatistics Of(PartitionItems items, RowSet shown, CaptionRuler? ruler, CancellationToken cancellationToken)
    {
        StatisticsCounter counter = new();
        for (int row = 0; row < shown.Length; row++)
        {
            if (row % RowsBetweenChecks == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (shown[row])
                counter.Add(items.Items[row].Info, ruler);
        }
        return counter.ToStatistics();
    }
}
