using System.Text;

namespace ClipGrid.Grains.Tests.Datasets.Sources;

/// <summary>Writes archives byte by byte, wrong ones too.</summary>
internal sealed class TarBuilder
{
    private readonly List<byte> _archive = [];

    /// <summary>The archive so far, without an end marker.</summary>
    public byte[] Bytes => [.. _archive];

    /// <summary>A file.</summary>
    public TarBuilder Add(string name, byte[] body, char type = '0', string? size = null)
    {
        byte[] header = Header(Encoding.UTF8.GetBytes(name), type, size ?? Convert.ToString(body.Length, 8).PadLeft(11, '0'));
        _archive.AddRange(header);
        return Raw(body).Raw(new byte[-body.Length & 511]);
    }

    /// <summary>A text file.</summary>
    public TarBuilder Add(string name, string text, char type = '0') => Add(name, Encoding.UTF8.GetBytes(text), type);

    /// <summary>A picture with a caption.</summary>
    public TarBuilder Sample(string key, string caption) => Add(key + ".png", ScratchFolder.Picture).Add(key + ".txt", caption);

    /// <summary>A pax header with one record.</summary>
    public TarBuilder Pax(string name, string value)
    {
        string rest = $" {name}={value}\n";
        int length = Encoding.UTF8.GetByteCount(rest);
        int whole = length + 1;
        while (whole != length + whole.ToString(System.Globalization.CultureInfo.InvariantCulture).Length)
            whole++;
        return Add("pax", whole + rest, 'x');
    }

    /// <summary>Bytes as they are.</summary>
    public TarBuilder Raw(byte[] bytes)
    {
        _archive.AddRange(bytes);
        return this;
    }

    /// <summary>The end marker.</summary>
    public TarBuilder End() => Raw(new byte[1024]);

    /// <summary>A header whose checksum fits.</summary>
    public static byte[] Header(byte[] name, char type, string size)
    {
        byte[] header = new byte[512];
        name.AsSpan(0, Math.Min(name.Length, 100)).CopyTo(header);
        Encoding.ASCII.GetBytes("0000644").CopyTo(header, 100);
        Encoding.Latin1.GetBytes(size).CopyTo(header, 124);
        header.AsSpan(148, 8).Fill((byte)' ');
        header[156] = (byte)type;
        "ustar\0"u8.CopyTo(header.AsSpan(257));
        "00"u8.CopyTo(header.AsSpan(263));
        string sum = Convert.ToString(header.Sum(b => b), 8).PadLeft(6, '0');
        Encoding.ASCII.GetBytes(sum + "\0 ").CopyTo(header, 148);
        return header;
    }
}
