using System.Runtime.InteropServices;
using ClipGrid.Model.Pictures.Headers;
using SkiaSharp;

namespace ClipGrid.Model.Pictures;

/// <summary>
/// Turns the bytes of a JPEG, PNG, GIF, BMP or WebP file into pixels. The format is found by content; size and completeness are
/// judged by the file's own structure before Skia's codecs see it. JPEG, PNG, WebP and BMP pixels equal Pillow's; two differences
/// are known: CMYK comes out as RGB, and of 16-bit grey the high byte is kept where Pillow 9.4 clips. Thread-safe.
/// </summary>
/// <param name="limits">What a picture may ask for; null for the defaults.</param>
/// <exception cref="ArgumentException">A limit is below 1 or above what one array can hold.</exception>
public sealed class PictureDecoder(PictureLimits? limits = null)
{
    private readonly PictureLimits _limits = PictureLimits.Validated(limits ?? new PictureLimits());

    /// <summary>Reads format, size, mode and orientation without decoding, and checks them against the limits.</summary>
    /// <param name="file">The whole file.</param>
    /// <exception cref="PictureException">The file is no picture that could be decoded.</exception>
    public PictureHeader ReadHeader(ReadOnlySpan<byte> file)
    {
        _limits.CheckBytes(file.Length);
        PictureHeader header = HeaderReader.Read(file);
        _limits.CheckSize(header);
        return header;
    }

    /// <summary>Decodes the picture, or the first of several. A picture that is not all there is refused, never half given.</summary>
    /// <param name="file">The whole file.</param>
    /// <returns>The picture, which the caller disposes.</returns>
    /// <exception cref="PictureException">The file is unsupported, above a limit, truncated or corrupt.</exception>
    public Picture Decode(ReadOnlySpan<byte> file)
    {
        PictureHeader header = ReadHeader(file);
        if (header.Format == PictureFormat.Jpeg)
            JpegHeader.CheckScans(file, _limits.MaxScans);
        var buffer = new PixelBuffer(checked(header.Width * header.Height * Picture.Channels));
        try
        {
            if (header.Format == PictureFormat.Gif)
                DecodeGif(file, header, buffer.Span);
            else
                DecodeFile(file, header, buffer.Span);
            return new Picture(header, buffer);
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    private static void DecodeGif(ReadOnlySpan<byte> file, PictureHeader header, Span<byte> pixels)
    {
        GifFirstFrame frame = GifFirstFrame.Read(file);
        DecodeFile(frame.ToFile(), header, pixels);
        (byte red, byte green, byte blue) = frame.Surround;
        uint surround = MemoryMarshal.Read<uint>([red, green, blue, byte.MaxValue]);
        // Nothing in the frame itself is transparent any more.
        foreach (ref uint pixel in MemoryMarshal.Cast<byte, uint>(pixels))
            pixel = pixel == 0 ? surround : pixel;
    }

    private static unsafe void DecodeFile(ReadOnlySpan<byte> file, PictureHeader header, Span<byte> pixels)
    {
        fixed (byte* bytes = file, target = pixels)
        {
            using SKData data = SKData.Create((nint)bytes, file.Length);
            using SKCodec codec = SKCodec.Create(data)
                ?? throw Fault.Corrupt(header.Format, "its header cannot be read");
            if ((codec.Info.Width, codec.Info.Height) != (header.Width, header.Height))
                throw Fault.Corrupt(header.Format, $"its parts disagree on the size ({header.Width} x {header.Height}, {codec.Info.Width} x {codec.Info.Height})");
            // Without a colour space Skia leaves the file's values alone: the reference ignores profiles and gamma.
            var wanted = new SKImageInfo(header.Width, header.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
            SKCodecResult result = codec.GetPixels(wanted, (nint)target, header.Width * Picture.Channels, SKCodecOptions.Default);
            if (result == SKCodecResult.IncompleteInput)
                throw Fault.Truncated(header.Format, "before its last pixel");
            if (result != SKCodecResult.Success)
                throw Fault.Corrupt(header.Format, $"its pixels cannot be decoded ({result})");
        }
    }
}
