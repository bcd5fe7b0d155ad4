namespace ClipGrid.Model.Tokenization;

/// <summary>A caption has more tokens than the context holds, and truncation was not allowed.</summary>
/// <param name="row">Index of the first such caption in the batch.</param>
/// <param name="tokenCount">Its tokens, with start and end of text.</param>
/// <param name="contextLength">What the context holds, with start and end of text.</param>
public sealed class CaptionTooLongException(int row, int tokenCount, int contextLength)
    : Exception($"Caption {row} of the batch has {tokenCount} tokens with start and end, but the context holds {contextLength}: shorten it, or allow truncation.")
{
    /// <summary>Index of the first caption that is too long.</summary>
    public int Row { get; } = row;

    /// <summary>Its tokens, with start and end of text.</summary>
    public int TokenCount { get; } = tokenCount;

    /// <summary>What the context holds, with start and end of text.</summary>
    public int ContextLength { get; } = contextLength;
}
