namespace ClipGrid.Model.Evaluation;

/// <summary>
/// Exact best-k by inner product: highest score first, the lower index first among equal scores. Memory is the result plus one
/// tile of scores per thread, whatever the number of keys.
/// </summary>
public static class TopK
{
    private const int QueryBlock = 32;
    private const int KeyBlock = 256;

    /// <summary>The best <paramref name="count"/> keys of every query, or all of them where there are fewer.</summary>
    /// <param name="queries">Queries [Q, D].</param>
    /// <param name="keys">What is searched [K, D].</param>
    /// <param name="count">Length of a ranking, 1 or more.</param>
    /// <param name="cancellationToken">Stops between tiles.</param>
    /// <returns>One ranking per query, in the order of the queries.</returns>
    /// <exception cref="ArgumentException">The widths differ.</exception>
    public static ScoredItem[][] Search(EmbeddingMatrix queries, EmbeddingMatrix keys, int count, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(queries);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (queries.Dimension != keys.Dimension)
            throw new ArgumentException($"The queries have {queries.Dimension} dimensions, the keys {keys.Dimension}: compare embeddings of one model only.", nameof(keys));
        var rankings = new ScoredItem[queries.RowCount][];
        int blockCount = (queries.RowCount + QueryBlock - 1) / QueryBlock;
        Parallel.For(
            0,
            blockCount,
            new ParallelOptions { CancellationToken = cancellationToken },
            () => new float[QueryBlock * KeyBlock],
            (block, _, tile) =>
            {
                SearchBlock(queries, keys, block * QueryBlock, rankings, count, tile);
                return tile;
            },
            _ => { });
        return rankings;
    }

    /// <summary>The best <paramref name="count"/> of one row of scores, or all of them where there are fewer.</summary>
    /// <exception cref="InvalidEmbeddingException">A score is NaN, which has no place in a ranking.</exception>
    public static ScoredItem[] Select(ReadOnlySpan<float> scores, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        for (int i = 0; i < scores.Length; i++)
            if (float.IsNaN(scores[i]))
                throw new InvalidEmbeddingException($"Score {i} is NaN and cannot be ranked: look at the model or the embedding that made it.");
        var ranking = new Ranking(Math.Min(count, scores.Length));
        ranking.Offer(scores, 0);
        return ranking.Items;
    }

    private static void SearchBlock(EmbeddingMatrix queries, EmbeddingMatrix keys, int firstQuery, ScoredItem[][] rankings, int count, float[] tile)
    {
        int queryCount = Math.Min(QueryBlock, queries.RowCount - firstQuery);
        var open = new Ranking[queryCount];
        for (int q = 0; q < queryCount; q++)
            open[q] = new Ranking(Math.Min(count, keys.RowCount));
        for (int firstKey = 0; firstKey < keys.RowCount; firstKey += KeyBlock)
        {
            int keyCount = Math.Min(KeyBlock, keys.RowCount - firstKey);
            Similarity.Fill(queries.Rows(firstQuery, queryCount), keys.Rows(firstKey, keyCount), keys.Dimension, tile);
            for (int q = 0; q < queryCount; q++)
                open[q].Offer(tile.AsSpan(q * keyCount, keyCount), firstKey);
        }
        for (int q = 0; q < queryCount; q++)
            rankings[firstQuery + q] = open[q].Items;
    }
}
