namespace ClipGrid.Model.Pictures;

/// <summary>
/// What a file's samples are, by Pillow's rules. The reference resizes in this mode and converts to RGB afterwards, so the
/// mode decides how pixels mix.
/// </summary>
public enum PictureMode
{
    /// <summary>Black or white, one bit (Pillow's <c>1</c>): resized by nearest neighbour.</summary>
    Bilevel,

    /// <summary>Indices into a table of colours (<c>P</c>): resized by nearest neighbour.</summary>
    Palette,

    /// <summary>Grey (<c>L</c>, and 16-bit grey, of which the high byte is kept).</summary>
    Grey,

    /// <summary>Grey and alpha (<c>LA</c>): resized premultiplied.</summary>
    GreyAlpha,

    /// <summary>Red, green, blue (<c>RGB</c>); of 16-bit samples the high byte is kept.</summary>
    Rgb,

    /// <summary>Red, green, blue, alpha (<c>RGBA</c>): resized premultiplied.</summary>
    Rgba,

    /// <summary>
    /// Four inks (<c>CMYK</c>). The decoder hands out RGB, so here RGB conversion comes before the resize; the reference
    /// resizes the inks.
    /// </summary>
    Cmyk,
}
