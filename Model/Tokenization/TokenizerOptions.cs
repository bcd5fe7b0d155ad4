namespace ClipGrid.Model.Tokenization;

/// <summary>
/// How a <see cref="Tokenizer"/> works. <see cref="RepairsText"/> and <see cref="ContextLength"/> belong to a model, which gets
/// other features where they change; the other two to the machine.
/// </summary>
public sealed record TokenizerOptions
{
    /// <summary>
    /// Whether captions are repaired before anything else, as OpenAI's package does: curly quotes, ligatures, full-width
    /// forms, control characters, HTML references and form C. Only mojibake is left as it is.
    /// </summary>
    public bool RepairsText { get; init; } = true;

    /// <summary>Ids in a row, with start and end of text; 1 or more. OpenAI's models: 77.</summary>
    public int ContextLength { get; init; } = 77;

    /// <summary>Most threads that one <see cref="Tokenizer.Tokenize"/> call uses; 1 or more. Small batches use one.</summary>
    public int MaxWorkerCount { get; init; } = Environment.ProcessorCount;

    /// <summary>Words whose tokens are remembered, 1 or more, rounded up to a power of two from 2 on; about 150 bytes each.</summary>
    public int CachedWordCount { get; init; } = 32768;
}
