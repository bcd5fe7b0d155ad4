using System.IO.Compression;

namespace ClipGrid.Model.Pictures.Headers;

/// <summary>Orientation in a PNG's text chunks: ImageMagick's hexadecimal EXIF profile, and XMP.</summary>
internal static class PngText
{
    /// <summary>Text is read this far and no further: compressed text may unpack to gigabytes.</summary>
    private const int MaxTextBytes = 64 << 10;

    public static PictureOrientation? FindOrientation(ReadOnlySpan<byte> chunk, ReadOnlySpan<byte> body)
    {
        int end = body.IndexOf((byte)0);
        if (end < 0)
            return null;
        ReadOnlySpan<byte> key = body[..end], text = body[(end + 1)..];
        if (chunk.SequenceEqual("iTXt"u8))
            return key.SequenceEqual("XML:com.adobe.xmp"u8) ? Orientations.FromXmp(text) : null;
        if (!key.SequenceEqual("Raw profile type exif"u8))
            return null;
        return FromRawProfile(chunk.SequenceEqual("zTXt"u8) ? Inflate(text) : text);
    }

    /// <summary>Quotes line by line: <c>\nexif\n    8222\n45786966000049492a00…</c>.</summary>
    private static PictureOrientation? FromRawProfile(ReadOnlySpan<byte> text)
    {
        for (int line = 0; line < 3; line++)
            text = text[(text.IndexOf((byte)'\n') + 1)..];
        text = text[..Math.Min(text.Length, MaxTextBytes)];
        byte[] digits = new byte[text.Length];
        int count = 0;
        foreach (byte digit in text)
        {
            if (digit != '\n')
                digits[count++] = digit;
        }
        byte[] profile = new byte[count / 2];
        Convert.FromHexString(digits.AsSpan(0, profile.Length * 2), profile, out _, out int written);
        ReadOnlySpan<byte> exif = profile.AsSpan(0, written);
        return Orientations.FromExif(exif.StartsWith("Exif\0\0"u8) ? exif[6..] : exif);
    }

    private static byte[] Inflate(ReadOnlySpan<byte> text)
    {
        if (text.Length < 1)
            return [];
        using var packed = new MemoryStream(text[1..].ToArray()); // the first byte names the method, and there is only one
        using var plain = new ZLibStream(packed, CompressionMode.Decompress);
        byte[] result = new byte[MaxTextBytes];
        try
        {
            return result[..plain.ReadAtLeast(result, result.Length, throwOnEndOfStream: false)];
        }
        catch (InvalidDataException)
        {
            return []; // broken metadata says nothing; pixels are judged on their own
        }
    }
}
