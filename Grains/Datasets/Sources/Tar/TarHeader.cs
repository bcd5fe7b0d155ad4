using System.Text;

namespace ClipGrid.Grains.Datasets.Sources.Tar;

/// <summary>
/// A header block of 512 bytes (POSIX.1-2001, ustar): name 0-99, size 124-135, checksum 148-155, type 156, magic 257-262, prefix
/// 345-499; numbers in octal digits or, with the highest bit set, in base 256. System.Formats.Tar does not look at the checksum.
/// </summary>
internal sealed record TarHeader
{
    /// <summary>Size of a block.</summary>
    public const int BlockSize = 512;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The type's character, '0' for a file.</summary>
    public required char Type { get; init; }

    /// <summary>Bytes of the body.</summary>
    public required long Size { get; init; }

    /// <summary>The name, or null if it is not valid UTF-8.</summary>
    public required string? Name { get; init; }

    /// <summary>Reads a block; the fault says why it is no header.</summary>
    public static TarHeader? Parse(ReadOnlySpan<byte> block, out string fault)
    {
        fault = "";
        if (Number(block.Slice(148, 8)) is not { } checksum || checksum != Sum(block))
            fault = "the checksum of a header does not fit";
        else if (Number(block.Slice(124, 12)) is not { } size)
            fault = "a header declares a size that is negative or no number";
        else
            return new TarHeader { Type = block[156] == 0 ? '0' : (char)block[156], Size = size, Name = FullName(block) };
        return null;
    }

    /// <summary>Bytes as text, or null if they are not valid UTF-8.</summary>
    public static string? Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string? FullName(ReadOnlySpan<byte> block)
    {
        string? name = Text(Field(block[..100]));
        ReadOnlySpan<byte> prefix = Field(block.Slice(345, 155));
        bool isPosix = block.Slice(257, 6).SequenceEqual("ustar\0"u8);
        return name is null || !isPosix || prefix.IsEmpty ? name : Text(prefix) is { } folder ? $"{folder}/{name}" : null;
    }

    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> field) =>
        field.IndexOf((byte)0) is var end && end < 0 ? field : field[..end];

    // The sum of all bytes, those of the checksum itself taken as spaces.
    private static long Sum(ReadOnlySpan<byte> block)
    {
        long sum = 0;
        for (int i = 0; i < BlockSize; i++)
            sum += i is >= 148 and < 156 ? ' ' : block[i];
        return sum;
    }

    private static long? Number(ReadOnlySpan<byte> field)
    {
        if ((field[0] & 0x80) != 0)
            return Base256(field);
        ReadOnlySpan<byte> digits = field.Trim(" \0"u8);
        long number = 0;
        foreach (byte digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7')
                return null;
            number = number * 8 + (digit - '0');
        }
        return number;
    }

    // The second bit is the sign; more than 63 bits are no size.
    private static long? Base256(ReadOnlySpan<byte> field)
    {
        if ((field[0] & 0x40) != 0)
            return null;
        long number = field[0] & 0x3F;
        foreach (byte digit in field[1..])
        {
            if (number > long.MaxValue >> 8)
                return null;
            number = number << 8 | digit;
        }
        return number;
    }
}
