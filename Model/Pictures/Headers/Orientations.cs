using System.Buffers.Binary;

namespace ClipGrid.Model.Pictures.Headers;

/// <summary>Finds the orientation in EXIF and XMP blocks. Broken blocks say nothing and are no error.</summary>
internal static class Orientations
{
    private const ushort OrientationTag = 0x0112;

    /// <summary>Reads IFD 0 of a TIFF block: <c>49 49 2A 00 08 00 00 00 · 01 00 · 12 01 03 00 01 00 00 00 06 00 00 00</c>.</summary>
    public static PictureOrientation? FromExif(ReadOnlySpan<byte> tiff)
    {
        bool little = tiff.StartsWith("II*\0"u8);
        if (tiff.Length < 8 || (!little && !tiff.StartsWith("MM\0*"u8)))
            return null;
        uint offset = ReadUInt32(tiff[4..], little);
        if (offset > tiff.Length - 2)
            return null;
        int entryCount = ReadUInt16(tiff[(int)offset..], little);
        ReadOnlySpan<byte> entries = tiff[((int)offset + 2)..];
        for (; entryCount > 0 && entries.Length >= 12; entryCount--, entries = entries[12..])
        {
            if (ReadUInt16(entries, little) == OrientationTag)
            {
                return ReadUInt16(entries[2..], little) switch // the entry's type
                {
                    1 => Valid(entries[8]),
                    3 => Valid(ReadUInt16(entries[8..], little)),
                    4 => Valid(ReadUInt32(entries[8..], little)),
                    _ => null,
                };
            }
        }
        return null;
    }

    /// <summary>Looks for <c>tiff:Orientation="6"</c> or <c>&lt;tiff:Orientation&gt;6&lt;</c>.</summary>
    public static PictureOrientation? FromXmp(ReadOnlySpan<byte> xml)
    {
        ReadOnlySpan<byte> name = "tiff:Orientation"u8;
        int found = xml.IndexOf(name);
        if (found < 0)
            return null;
        return xml[(found + name.Length)..] switch
        {
            [(byte)'=', (byte)'"' or (byte)'\'', var digit, ..] => Valid(digit - (uint)'0'),
            [(byte)'>', var digit, ..] => Valid(digit - (uint)'0'),
            _ => null,
        };
    }

    private static PictureOrientation? Valid(uint value) => value is >= 1 and <= 8 ? (PictureOrientation)value : null;

    private static ushort ReadUInt16(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint ReadUInt32(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
