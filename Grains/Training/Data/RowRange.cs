namespace ClipGrid.Grains.Training.Data;

/// <summary>Neighbouring rows of a partition.</summary>
/// <param name="Start">The first, from 0.</param>
/// <param name="Count">How many, 1 or more.</param>
internal readonly record struct RowRange(int Start, int Count)
{
    /// <summary>The ranges of ascending rows.</summary>
    public static IEnumerable<RowRange> Of(IEnumerable<int> rows)
    {
        RowRange? open = null;
        foreach (int row in rows)
        {
            if (open is { } range && range.Start + range.Count == row)
            {
                open = range with { Count = range.Count + 1 };
                continue;
            }
            if (open is { } ended)
                yield return ended;
            open = new RowRange(row, 1);
        }
        if (open is { } last)
            yield return last;
    }
}
