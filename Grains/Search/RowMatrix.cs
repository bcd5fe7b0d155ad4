using ClipGrid.Model.Evaluation;

namespace ClipGrid.Grains.Search;

/// <summary>
/// What a search compares with: vectors, whose item each is, and their order among equal scores. A score depends on the query and the
/// row alone, see <see cref="Similarity"/>. Immutable.
/// </summary>
/// <param name="values">The vectors, row-major.</param>
/// <param name="dimension">Width of a vector.</param>
/// <param name="itemRows">The row of each vector's item.</param>
/// <param name="ranks">The place of each vector among equal scores.</param>
internal sealed class RowMatrix(ReadOnlyMemory<float> values, int dimension, int[] itemRows, int[] ranks)
{
    private const int BlockRows = 256;

    // A vector of zeros stands for a picture that could not be embedded: it is like nothing.
    private readonly RowSet _embedded = RowSet.Where(itemRows.Length, row => values.Span.Slice(row * dimension, dimension).ContainsAnyExcept(0f));

    /// <summary>Number of vectors.</summary>
    public int RowCount => itemRows.Length;

    /// <summary>The row of a vector's item.</summary>
    public int ItemOf(int row) => itemRows[row];

    /// <summary>The vectors that may be found if only these items may; null stands for all items.</summary>
    public RowSet Eligible(RowSet? items)
    {
        RowSet rows = _embedded.Copy();
        if (items is not null)
            for (int row = 0; row < itemRows.Length; row++)
                if (!items[itemRows[row]])
                    rows.Remove(row);
        return rows;
    }

    /// <summary>The best of the rows from <paramref name="start"/> to before <paramref name="end"/>, and how many reached the lowest score.</summary>
    public (BestRows Best, long Count) Scan(ReadOnlyMemory<float> query, RowSet eligible, int start, int end, int count, double minScore, CancellationToken cancellationToken)
    {
        BestRows best = new(Math.Min(count, end - start));
        long reached = 0;
        Span<float> scores = stackalloc float[BlockRows];
        for (int first = start; first < end; first += BlockRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int rows = Math.Min(BlockRows, end - first);
            Score(query.Span, eligible, first, scores[..rows]);
            for (int i = 0; i < rows; i++)
            {
                if (!eligible[first + i] || scores[i] < minScore)
                    continue;
                reached++;
                best.Offer(new RowHit(scores[i], ranks[first + i], first + i));
            }
        }
        return (best, reached);
    }

    // Where most rows count, reading them all is faster; where few do, only those are read. The scores are the same bits.
    private void Score(ReadOnlySpan<float> query, RowSet eligible, int first, Span<float> scores)
    {
        int wanted = 0;
        for (int i = 0; i < scores.Length; i++)
            wanted += eligible[first + i] ? 1 : 0;
        ReadOnlySpan<float> block = values.Span.Slice(first * dimension, scores.Length * dimension);
        if (wanted * 2 >= scores.Length)
        {
            Similarity.Scan(query, block, scores);
            return;
        }
        for (int i = 0; i < scores.Length; i++)
            if (eligible[first + i])
                scores[i] = Similarity.Dot(query, block.Slice(i * dimension, dimension));
    }
}
