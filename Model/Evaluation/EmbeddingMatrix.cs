namespace ClipGrid.Model.Evaluation;

/// <summary>
/// Embeddings as the rows of one matrix, row-major [<see cref="RowCount"/>, <see cref="Dimension"/>], checked once: every value is
/// finite. Immutable as long as its owner leaves the memory alone; safe to share between threads.
/// </summary>
public sealed class EmbeddingMatrix
{
    /// <summary>
    /// Largest magnitude of a value. An inner product of any two rows then fits a float, so no comparison ever meets infinity or NaN.
    /// </summary>
    public const float LargestMagnitude = 1e15f;

    private readonly ReadOnlyMemory<float> _values;

    /// <summary>A view of <paramref name="values"/>, which is not copied: leave it unchanged.</summary>
    /// <param name="values">Row-major values; the number of rows is their number divided by the dimension.</param>
    /// <param name="dimension">Width of a row, 1 or more.</param>
    /// <exception cref="ArgumentException">The values do not fill whole rows.</exception>
    /// <exception cref="InvalidEmbeddingException">A value is NaN, infinite or beyond <see cref="LargestMagnitude"/>.</exception>
    public EmbeddingMatrix(ReadOnlyMemory<float> values, int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        if (values.Length % dimension != 0)
            throw new ArgumentException($"{values.Length} values do not fill rows of {dimension}: pass whole embeddings of one model.", nameof(values));
        ThrowIfNotFinite(values.Span, dimension);
        _values = values;
        Dimension = dimension;
        RowCount = values.Length / dimension;
    }

    /// <summary>Number of embeddings.</summary>
    public int RowCount { get; }

    /// <summary>Width of an embedding.</summary>
    public int Dimension { get; }

    /// <summary>All values, row-major.</summary>
    public ReadOnlySpan<float> Values => _values.Span;

    /// <summary>Embedding number <paramref name="row"/>, 0-based.</summary>
    public ReadOnlySpan<float> Row(int row) => Rows(row, 1);

    /// <summary><paramref name="count"/> neighbouring embeddings from <paramref name="start"/> on.</summary>
    public ReadOnlySpan<float> Rows(int start, int count) => _values.Span.Slice(start * Dimension, count * Dimension);

    /// <summary>Copies separate embeddings of one width into one matrix.</summary>
    /// <exception cref="ArgumentException">There is none, or one has another width than the first.</exception>
    /// <exception cref="InvalidEmbeddingException">A value is not finite.</exception>
    public static EmbeddingMatrix FromRows(IReadOnlyList<ReadOnlyMemory<float>> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0)
            throw new ArgumentException("There is no embedding: a matrix needs one row or more to know its width.", nameof(rows));
        int dimension = rows[0].Length;
        float[] values = new float[checked(rows.Count * dimension)];
        for (int row = 0; row < rows.Count; row++)
        {
            if (rows[row].Length != dimension)
                throw new ArgumentException($"Embedding {row} has {rows[row].Length} values, embedding 0 has {dimension}: compare embeddings of one model only.", nameof(rows));
            rows[row].Span.CopyTo(values.AsSpan(row * dimension));
        }
        return new EmbeddingMatrix(values, dimension);
    }

    /// <summary>The same directions with length one: a copy.</summary>
    /// <exception cref="InvalidEmbeddingException">A row is all zeros.</exception>
    public EmbeddingMatrix ToUnitRows()
    {
        float[] unit = _values.ToArray();
        for (int row = 0; row < RowCount; row++)
            if (!UnitVector.TryNormalize(unit.AsSpan(row * Dimension, Dimension)))
                throw new InvalidEmbeddingException($"Embedding {row} is all zeros and has no direction: leave its item out, or look at the model that made it.");
        return new EmbeddingMatrix(unit, Dimension);
    }

    private static void ThrowIfNotFinite(ReadOnlySpan<float> values, int dimension)
    {
        for (int i = 0; i < values.Length; i++)
            if (!(MathF.Abs(values[i]) <= LargestMagnitude))
                throw new InvalidEmbeddingException(
                    $"Value {i % dimension} of embedding {i / dimension} is {values[i]}: leave its item out, or look for NaN in the weights of the model that made it.");
    }
}
