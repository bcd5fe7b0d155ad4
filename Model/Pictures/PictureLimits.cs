namespace ClipGrid.Model.Pictures;

/// <summary>How much a picture may ask for. Size is read from the header and checked before memory for pixels is taken.</summary>
public sealed record PictureLimits
{
    /// <summary>Most bytes of the file; 64 MiB by default.</summary>
    public long MaxBytes { get; init; } = 64L << 20;

    /// <summary>Most pixels (width times height); 2^26 by default: 256 MiB decoded, and up to ten bytes a pixel while decoding.</summary>
    public long MaxPixels { get; init; } = 1L << 26;

    /// <summary>Longest side in pixels; 65,535 by default, JPEG's own bound.</summary>
    public int MaxSide { get; init; } = 65_535;

    /// <summary>
    /// Most scans of a progressive JPEG; 64 by default (encoders write about ten). Every scan visits all pixels, so a small
    /// file with thousands of empty ones would take minutes.
    /// </summary>
    public int MaxScans { get; init; } = 64;

    /// <exception cref="ArgumentException">A limit is below 1, or more pixels are allowed than one array holds.</exception>
    internal static PictureLimits Validated(PictureLimits limits)
    {
        if (limits.MaxBytes < 1 || limits.MaxPixels < 1 || limits.MaxSide < 1 || limits.MaxScans < 1)
            throw new ArgumentException($"Every picture limit must be at least 1: {limits}.", nameof(limits));
        if (limits.MaxPixels > Array.MaxLength / Picture.Channels)
            throw new ArgumentException($"MaxPixels is {limits.MaxPixels:N0}; at four bytes a pixel one array holds {Array.MaxLength / Picture.Channels:N0}.", nameof(limits));
        return limits;
    }

    /// <exception cref="PictureException">The file is empty or too long.</exception>
    internal void CheckBytes(long byteCount)
    {
        if (byteCount == 0)
            throw new PictureException(PictureProblem.Empty, "The picture file is empty.");
        if (byteCount > MaxBytes)
            throw new PictureException(PictureProblem.TooManyBytes, $"The picture file has {byteCount:N0} bytes, above the limit of {MaxBytes:N0}.");
    }

    /// <exception cref="PictureException">The declared size is above a limit.</exception>
    internal void CheckSize(PictureHeader header)
    {
        (int width, int height) = (header.Width, header.Height);
        if (Math.Max(width, height) > MaxSide)
            throw new PictureException(PictureProblem.SideTooLong, $"The {header.Format} header declares {width} x {height} pixels; no side may exceed {MaxSide}.");
        if ((long)width * height > MaxPixels)
            throw new PictureException(PictureProblem.TooManyPixels, $"The {header.Format} header declares {width} x {height} pixels, above the limit of {MaxPixels:N0} in all.");
    }
}
