namespace ClipGrid.Model.Tokenization.Training;

/// <summary>What vocabulary to train.</summary>
public sealed record VocabularyTrainingOptions
{
    /// <summary>The smallest vocabulary: each byte inside and at the end of a word, start and end of text.</summary>
    public const int MinSize = 514;

    /// <summary>
    /// Tokens wanted, <see cref="MinSize"/> or more. The result is smaller where the captions have fewer pairs that are
    /// frequent enough.
    /// </summary>
    public required int Size { get; init; }

    /// <summary>How often two tokens must stand side by side to become one, 1 or more.</summary>
    public long MinPairCount { get; init; } = 2;

    /// <summary>Whether captions are repaired first; as <see cref="TokenizerOptions.RepairsText"/> of the later tokenizer.</summary>
    public bool RepairsText { get; init; } = true;

    /// <summary>
    /// Longest run of letters that is counted whole, in code points, 2 or more. Scripts without spaces give runs as long as a
    /// sentence; they are counted in pieces of this length, which loses only the pairs across the cuts.
    /// </summary>
    public int MaxWordLength { get; init; } = 64;
}
