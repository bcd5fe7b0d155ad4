namespace ClipGrid.Model.Configuration;

/// <summary>
/// Upper bounds of what a configuration may ask for, far above every published model: a hostile file is refused before
/// anything is allocated, and no product of two of them overflows.
/// </summary>
internal static class Limits
{
    /// <summary>Widths, heads and the joint space.</summary>
    public const int Width = 65_536;

    /// <summary>Hidden width of an MLP.</summary>
    public const int MlpWidth = 1 << 20;

    /// <summary>Layers of a tower, blocks of a stage.</summary>
    public const int LayerCount = 1_024;

    /// <summary>Side of a picture in pixels.</summary>
    public const int ImageSize = 8_192;

    /// <summary>Tokens of one text.</summary>
    public const int ContextLength = 65_536;

    /// <summary>Token ids.</summary>
    public const int VocabSize = 10_000_000;

    /// <summary>Bytes of a configuration file.</summary>
    public const int FileByteCount = 8 << 20;
}
