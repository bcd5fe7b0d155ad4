using System.Buffers.Binary;
using System.Numerics;

namespace ClipGrid.Model.Pictures.Headers;

/// <summary>
/// Reads a bitmap's headers: <c>BM size 0 offset · 28 00 00 00 w w w w h h h h planes bits compression …</c>, little-endian.
/// </summary>
internal static class BmpHeader
{
    private const int FileHeader = 14, Os2Core = 12, Os2Long = 64, BitFields = 3;

    public static PictureHeader Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < FileHeader + Os2Core)
            throw Fault.Truncated(PictureFormat.Bmp, "inside its header");
        ReadOnlySpan<byte> info = file[FileHeader..];
        uint infoLength = BinaryPrimitives.ReadUInt32LittleEndian(info);
        if (infoLength == Os2Core)
            return ReadCore(info);
        if (infoLength is < 16 or > 124)
            throw Fault.Unsupported($"A BMP whose header has {infoLength} bytes cannot be read");
        if (info.Length < infoLength)
            throw Fault.Truncated(PictureFormat.Bmp, "inside its header");

        // Rows run upwards; a negative height says that they run downwards.
        (int width, int height) = Fault.Size(
            PictureFormat.Bmp, BinaryPrimitives.ReadInt32LittleEndian(info[4..]), Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(info[8..])));
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(info[14..]);
        uint compression = infoLength >= 20 ? BinaryPrimitives.ReadUInt32LittleEndian(info[16..]) : 0;
        uint colours = infoLength >= 36 ? BinaryPrimitives.ReadUInt32LittleEndian(info[32..]) : 0;
        if (compression is 4 or 5)
            throw Fault.Unsupported("A JPEG or PNG inside a BMP cannot be read");
        bool hasAlpha = compression == BitFields && infoLength != Os2Long && CheckMasks(info, infoLength) && bits == 32;
        PictureMode mode = bits switch
        {
            1 or 2 or 4 or 8 => FromPalette(info[(int)infoLength..], entryBytes: 4, colours == 0 ? 1 << bits : colours),
            16 or 24 => PictureMode.Rgb,
            32 => hasAlpha ? PictureMode.Rgba : PictureMode.Rgb,
            _ => throw Fault.Corrupt(PictureFormat.Bmp, $"its header declares {bits} bits a pixel"),
        };
        return new PictureHeader { Format = PictureFormat.Bmp, Width = width, Height = height, Mode = mode };
    }

    private static PictureHeader ReadCore(ReadOnlySpan<byte> info)
    {
        (int width, int height) = Fault.Size(
            PictureFormat.Bmp, BinaryPrimitives.ReadUInt16LittleEndian(info[4..]), BinaryPrimitives.ReadUInt16LittleEndian(info[6..]));
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(info[10..]);
        PictureMode mode = bits is 1 or 4 or 8 ? FromPalette(info[Os2Core..], entryBytes: 3, 1 << bits) : PictureMode.Rgb;
        return new PictureHeader { Format = PictureFormat.Bmp, Width = width, Height = height, Mode = mode };
    }

    /// <summary>
    /// Red, green, blue and alpha each take one run of bits: <c>00 F8 00 00 · E0 07 00 00 · 1F 00 00 00</c>. Of others Skia makes
    /// something, and complains on the process' error stream.
    /// </summary>
    /// <returns>Whether there is an alpha mask.</returns>
    private static bool CheckMasks(ReadOnlySpan<byte> info, uint infoLength)
    {
        ReadOnlySpan<byte> masks = info[Math.Min(info.Length, 40)..];
        masks = masks[..Math.Min(masks.Length, infoLength >= 56 ? 16 : 12)];
        uint last = 0;
        for (; masks.Length >= 4; masks = masks[4..])
        {
            last = BinaryPrimitives.ReadUInt32LittleEndian(masks);
            uint run = last == 0 ? 0 : last >> BitOperations.TrailingZeroCount(last);
            if ((run & (run + 1)) != 0)
                throw Fault.Corrupt(PictureFormat.Bmp, $"its bit mask {last:X8} has gaps");
        }
        return infoLength >= 56 && last != 0;
    }

    /// <summary>Black and white alone, or grey level i at entry i, mean that indices are levels.</summary>
    private static PictureMode FromPalette(ReadOnlySpan<byte> rest, int entryBytes, long colours)
    {
        if (colours > 256 || colours * entryBytes > rest.Length)
            return PictureMode.Palette;
        ReadOnlySpan<byte> palette = rest[..(int)(colours * entryBytes)];
        if (colours == 2)
        {
            return !palette[..3].ContainsAnyExcept((byte)0) && !palette.Slice(entryBytes, 3).ContainsAnyExcept((byte)255)
                ? PictureMode.Bilevel
                : PictureMode.Palette;
        }
        return GreyRamp.Is(palette, entryBytes) ? PictureMode.Grey : PictureMode.Palette;
    }
}
