namespace ClipGrid.Model.Tokenization;

/// <summary>What a piece of a caption is to the tokenizer.</summary>
internal enum WordKind
{
    /// <summary>A run that is encoded by byte pairs.</summary>
    Word,

    /// <summary>The start-of-text token, spelled out.</summary>
    StartOfText,

    /// <summary>The end-of-text token, spelled out.</summary>
    EndOfText,
}
