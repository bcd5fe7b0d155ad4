using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Grains.Search;

namespace ClipGrid.Grains.Datasets.Views;

/// <summary>A partition's labels in ordinal order, some at a time.</summary>
internal static class PartitionLabels
{
    private const int MostLabels = 4000;
    private const int MostCharacters = 128 << 10;

    /// <summary>The labels that come after one, of the rows that are shown; one at least, if there is one.</summary>
    public static LabelPage After(PartitionItems items, RowSet shown, string? after)
    {
        SortedDictionary<string, long> counts = new(StringComparer.Ordinal);
        for (int row = 0; row < shown.Length; row++)
            if (shown[row] && items.Items[row].Info.Label is { } label && (after is null || string.CompareOrdinal(label, after) > 0))
                counts[label] = counts.GetValueOrDefault(label) + 1;
        ImmutableArray<LabelCount>.Builder page = ImmutableArray.CreateBuilder<LabelCount>();
        int characters = 0;
        foreach ((string label, long count) in counts)
        {
            characters += label.Length;
            if (page.Count == MostLabels || page.Count > 0 && characters > MostCharacters)
                break;
            page.Add(new LabelCount(label, count));
        }
        return new LabelPage(page.ToImmutable(), page.Count < counts.Count);
    }
}
