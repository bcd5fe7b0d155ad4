namespace ClipGrid.Model.Tokenization.Training;

/// <summary>A word of the captions as the tokens it has so far, and how often it occurs.</summary>
internal sealed class TrainingWord(int[] tokens, long count)
{
    private readonly int[] tokens = tokens;

    /// <summary>Occurrences in all captions.</summary>
    public long Count { get; } = count;

    /// <summary>Tokens that are left, in place; see <see cref="Shrink"/>.</summary>
    public Span<int> Tokens => tokens.AsSpan(0, Length);

    /// <summary>How many tokens are left.</summary>
    public int Length { get; private set; } = tokens.Length;

    /// <summary>Keeps the first <paramref name="length"/> tokens, after the caller has moved them up.</summary>
    public void Shrink(int length) => Length = length;
}
