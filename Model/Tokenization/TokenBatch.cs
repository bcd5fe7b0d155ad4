namespace ClipGrid.Model.Tokenization;

/// <summary>Captions as rows of token ids, all of one length, ready for a text encoder.</summary>
public sealed record TokenBatch
{
    /// <summary>Token ids, row-major [<see cref="RowCount"/>, <see cref="ContextLength"/>]; id 0 pads behind the end of text.</summary>
    public required long[] Ids { get; init; }

    /// <summary>Ids in each row.</summary>
    public required int ContextLength { get; init; }

    /// <summary>
    /// Of each row, the column of the first end of text: where the text encoder pools. It is before the row's real end only
    /// where a caption spells out the end of text itself.
    /// </summary>
    public required int[] EndPositions { get; init; }

    /// <summary>Of each row, how many ids did not fit and were cut off; 0 where the whole caption is there.</summary>
    public required int[] DroppedCounts { get; init; }

    /// <summary>Captions in the batch.</summary>
    public int RowCount => EndPositions.Length;

    /// <summary>Rows whose caption was cut.</summary>
    public int TruncatedCount => DroppedCounts.Count(dropped => dropped > 0);

    /// <summary>The columns that a causal text encoder has to compute: one more than the last of <see cref="EndPositions"/>; 0 without rows.</summary>
    public int UsedLength => EndPositions.Length == 0 ? 0 : EndPositions.Max() + 1;

    /// <summary>The ids of one row.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is no row.</exception>
    public ReadOnlySpan<long> Row(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, RowCount);
        return Ids.AsSpan(index * ContextLength, ContextLength);
    }
}
