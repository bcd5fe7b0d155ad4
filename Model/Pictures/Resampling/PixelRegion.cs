namespace ClipGrid.Model.Pictures.Resampling;

/// <summary>A rectangle of RGBA pixels inside a picture; beyond its borders nothing is looked at.</summary>
internal readonly ref struct PixelRegion
{
    public PixelRegion(Picture picture) : this(picture, 0, 0, picture.Width, picture.Height)
    {
    }

    public PixelRegion(Picture picture, int left, int top, int width, int height)
    {
        Stride = picture.Width * Picture.Channels;
        Pixels = picture.Pixels[(top * Stride + left * Picture.Channels)..];
        (Width, Height) = (width, height);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Bytes from a row to the next.</summary>
    public int Stride { get; }

    /// <summary>From the first pixel of the rectangle on.</summary>
    public ReadOnlySpan<byte> Pixels { get; }

    public ReadOnlySpan<byte> Row(int y) => Pixels.Slice(y * Stride, Width * Picture.Channels);
}
