using System.Buffers.Binary;

namespace ClipGrid.Model.Pictures.Headers;

/// <summary>
/// Walks a WebP's RIFF chunks (name, little-endian length, body, padding to even length): <c>RIFF size WEBP · VP8X 0A 00 00 00 flags
/// 0 0 0 w w w h h h · …</c>.
/// </summary>
internal static class WebPHeader
{
    private const byte AlphaFlag = 0x10, AnimationFlag = 0x02;

    public static PictureHeader Read(ReadOnlySpan<byte> file)
    {
        // An odd last chunk is left unpadded by some writers, so one byte may be missing.
        if (8L + BinaryPrimitives.ReadUInt32LittleEndian(file[4..]) > file.Length + 1L)
            throw Fault.Truncated(PictureFormat.WebP, "before the size that its header declares");
        PictureHeader? header = null;
        bool animated = false;
        PictureOrientation? exif = null, xmp = null;
        for (ReadOnlySpan<byte> rest = file[12..]; rest.Length >= 8;)
        {
            long length = Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]), rest.Length - 8L);
            ReadOnlySpan<byte> name = rest[..4], body = rest.Slice(8, (int)length);
            if (name.SequenceEqual("VP8X"u8) && header is null)
                (header, animated) = ReadExtended(body);
            else if (name.SequenceEqual("VP8 "u8))
                header ??= ReadLossy(body);
            else if (name.SequenceEqual("VP8L"u8))
            {
                PictureHeader lossless = ReadLossless(body);
                // In a still picture the bitstream's word on alpha counts, not the container's.
                header = header is null ? lossless : animated ? header : header with { Mode = lossless.Mode };
            }
            else if (name.SequenceEqual("EXIF"u8))
                exif ??= Orientations.FromExif(body.StartsWith("Exif\0\0"u8) ? body[6..] : body);
            else if (name.SequenceEqual("XMP "u8))
                xmp ??= Orientations.FromXmp(body);
            rest = rest[(int)Math.Min(rest.Length, 8 + length + (length & 1))..];
        }
        return header is null
            ? throw Fault.Corrupt(PictureFormat.WebP, "it holds no picture chunk")
            : header with { Orientation = exif ?? xmp ?? PictureOrientation.Upright };
    }

    private static (PictureHeader Header, bool Animated) ReadExtended(ReadOnlySpan<byte> body) => body.Length < 10
        ? throw Fault.Truncated(PictureFormat.WebP, "inside its header")
        : (Describe(1L + ReadUInt24(body[4..]), 1L + ReadUInt24(body[7..]), (body[0] & AlphaFlag) != 0), (body[0] & AnimationFlag) != 0);

    /// <summary>Three bytes of tag, the start code <c>9D 01 2A</c>, then width and height of 14 bits each.</summary>
    private static PictureHeader ReadLossy(ReadOnlySpan<byte> body) => body.Length < 10
        ? throw Fault.Truncated(PictureFormat.WebP, "inside its header")
        : Describe(
            BinaryPrimitives.ReadUInt16LittleEndian(body[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(body[8..]) & 0x3FFF, alpha: false);

    /// <summary>The signature <c>2F</c>, then width - 1 and height - 1 of 14 bits each and one bit of alpha.</summary>
    private static PictureHeader ReadLossless(ReadOnlySpan<byte> body)
    {
        if (body.Length < 5)
            throw Fault.Truncated(PictureFormat.WebP, "inside its header");
        uint bits = BinaryPrimitives.ReadUInt32LittleEndian(body[1..]);
        return Describe((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1, (bits >> 28 & 1) != 0);
    }

    private static PictureHeader Describe(long declaredWidth, long declaredHeight, bool alpha)
    {
        (int width, int height) = Fault.Size(PictureFormat.WebP, declaredWidth, declaredHeight);
        return new PictureHeader { Format = PictureFormat.WebP, Width = width, Height = height, Mode = alpha ? PictureMode.Rgba : PictureMode.Rgb };
    }

    private static int ReadUInt24(ReadOnlySpan<byte> bytes) => bytes[0] | bytes[1] << 8 | bytes[2] << 16;
}
