namespace ClipGrid.Model.Tokenization;

/// <summary>The two tokens that frame a caption, as vocabulary files spell them.</summary>
internal static class SpecialTokens
{
    public const string StartOfText = "<|startoftext|>";
    public const string EndOfText = "<|endoftext|>";
}
