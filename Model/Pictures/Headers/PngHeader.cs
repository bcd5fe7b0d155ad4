using System.Buffers.Binary;

namespace ClipGrid.Model.Pictures.Headers;

/// <summary>
/// Walks a PNG's chunks (length, name, body, CRC) up to IEND:
/// <c>00 00 00 0D IHDR 00 00 00 5B 00 00 00 45 08 03 00 00 00 crc …</c> is 91 x 69, 8 bits, palette. The decoder checks the sums.
/// </summary>
internal static class PngHeader
{
    private const int ChunkFrame = 12;

    public static PictureHeader Read(ReadOnlySpan<byte> file)
    {
        PictureHeader? header = null;
        PictureOrientation? exif = null, text = null;
        for (ReadOnlySpan<byte> rest = file[8..]; ;)
        {
            if (rest.Length < ChunkFrame)
                throw Fault.Truncated(PictureFormat.Png, "before its IEND chunk");
            uint length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - ChunkFrame)
                throw Fault.Truncated(PictureFormat.Png, "inside a chunk");
            ReadOnlySpan<byte> name = rest.Slice(4, 4), body = rest.Slice(8, (int)length);
            if (header is null)
                header = name.SequenceEqual("IHDR"u8) ? ReadSize(body) : throw Fault.Corrupt(PictureFormat.Png, "its first chunk is not IHDR");
            else if (name.SequenceEqual("eXIf"u8))
                exif ??= Orientations.FromExif(body.StartsWith("Exif\0\0"u8) ? body[6..] : body);
            else if (name.SequenceEqual("tEXt"u8) || name.SequenceEqual("zTXt"u8) || name.SequenceEqual("iTXt"u8))
                text ??= PngText.FindOrientation(name, body);
            else if (name.SequenceEqual("IEND"u8))
                return header with { Orientation = exif ?? text ?? PictureOrientation.Upright };
            rest = rest[(ChunkFrame + (int)length)..];
        }
    }

    private static PictureHeader ReadSize(ReadOnlySpan<byte> body)
    {
        if (body.Length < 13)
            throw Fault.Corrupt(PictureFormat.Png, "its IHDR chunk is too short");
        (int width, int height) = Fault.Size(
            PictureFormat.Png, BinaryPrimitives.ReadUInt32BigEndian(body), BinaryPrimitives.ReadUInt32BigEndian(body[4..]));
        PictureMode mode = (body[9], body[8]) switch
        {
            (0, 1) => PictureMode.Bilevel,
            (0, 2 or 4 or 8 or 16) => PictureMode.Grey,
            (2, 8 or 16) => PictureMode.Rgb, // a colour key (tRNS) is ignored, as the reference does
            (3, 1 or 2 or 4 or 8) => PictureMode.Palette,
            (4, 8 or 16) => PictureMode.GreyAlpha,
            (6, 8 or 16) => PictureMode.Rgba,
            var (colour, depth) => throw Fault.Corrupt(PictureFormat.Png, $"colour type {colour} at {depth} bits does not exist"),
        };
        return new PictureHeader { Format = PictureFormat.Png, Width = width, Height = height, Mode = mode };
    }
}
