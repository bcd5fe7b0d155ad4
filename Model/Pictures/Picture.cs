namespace ClipGrid.Model.Pictures;

/// <summary>
/// A decoded picture: rows of red, green, blue, alpha, 8 bits each, alpha not multiplied in. It owns pooled memory: dispose it,
/// and keep no span of it afterwards. Reading from several threads is safe.
/// </summary>
public sealed class Picture : IDisposable
{
    /// <summary>Bytes per pixel.</summary>
    internal const int Channels = 4;

    private readonly PixelBuffer _buffer;

    internal Picture(PictureHeader header, PixelBuffer buffer)
    {
        Header = header;
        _buffer = buffer;
    }

    /// <summary>Format, size, mode and orientation as the file declares them.</summary>
    public PictureHeader Header { get; }

    /// <summary>Pixels per row.</summary>
    public int Width => Header.Width;

    /// <summary>Rows.</summary>
    public int Height => Header.Height;

    /// <summary>Row-major RGBA, width * height * 4 bytes.</summary>
    /// <exception cref="ObjectDisposedException">The picture was disposed.</exception>
    public ReadOnlySpan<byte> Pixels => _buffer.Span;

    /// <summary>A picture from raw samples, for data that comes in no file format (arrays of digits, camera frames).</summary>
    /// <param name="width">Pixels per row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="mode"><see cref="PictureMode.Grey"/> (1 byte a pixel), <see cref="PictureMode.Rgb"/> (3) or <see cref="PictureMode.Rgba"/> (4).</param>
    /// <param name="samples">Row-major interleaved samples; copied.</param>
    /// <exception cref="ArgumentException">The mode is another, or the samples do not fill the size.</exception>
    public static Picture FromSamples(int width, int height, PictureMode mode, ReadOnlySpan<byte> samples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        int stride = mode switch
        {
            PictureMode.Grey => 1,
            PictureMode.Rgb => 3,
            PictureMode.Rgba => Channels,
            _ => throw new ArgumentException($"Raw samples are grey, RGB or RGBA, not {mode}.", nameof(mode)),
        };
        if (samples.Length != (long)width * height * stride)
            throw new ArgumentException($"{width} x {height} {mode} pixels take {(long)width * height * stride} bytes, but {samples.Length} were given.", nameof(samples));
        var buffer = new PixelBuffer(checked(width * height * Channels));
        Span<byte> pixels = buffer.Span;
        for (int from = 0, to = 0; from < samples.Length; from += stride, to += Channels)
        {
            pixels[to] = samples[from];
            pixels[to + 1] = stride == 1 ? samples[from] : samples[from + 1];
            pixels[to + 2] = stride == 1 ? samples[from] : samples[from + 2];
            pixels[to + 3] = stride == Channels ? samples[from + 3] : byte.MaxValue;
        }
        return new Picture(new PictureHeader { Format = PictureFormat.Bmp, Width = width, Height = height, Mode = mode }, buffer);
    }

    /// <summary>Gives the pixels' memory back.</summary>
    public void Dispose() => _buffer.Dispose();
}
