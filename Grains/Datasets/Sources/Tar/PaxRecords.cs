using System.Buffers.Text;
using System.Globalization;

namespace ClipGrid.Grains.Datasets.Sources.Tar;

/// <summary>
/// Records of a pax extended header, <c>30 mtime=1350244992.023960108\n</c>: the record's own length in bytes, a space, name=value and a
/// line feed. Only what changes where and how a body is read is kept.
/// </summary>
internal sealed class PaxRecords
{
    /// <summary>The path that replaces the header's, as bytes, or null.</summary>
    public byte[]? Path { get; private set; }

    /// <summary>The size that replaces the header's, or null.</summary>
    public long? Size { get; private set; }

    /// <summary>Whether the body is a sparse file of GNU tar.</summary>
    public bool IsSparse { get; private set; }

    /// <summary>Reads all records; null if they are malformed.</summary>
    public static PaxRecords? Parse(ReadOnlySpan<byte> bytes)
    {
        var records = new PaxRecords();
        while (!bytes.IsEmpty)
        {
            if (!Utf8Parser.TryParse(bytes, out int length, out int digits) || length <= digits + 2 || length > bytes.Length
                || bytes[digits] != ' ' || bytes[length - 1] != '\n')
                return null;
            ReadOnlySpan<byte> record = bytes[(digits + 1)..(length - 1)];
            int equals = record.IndexOf((byte)'=');
            if (equals <= 0 || !records.Take(record[..equals], record[(equals + 1)..]))
                return null;
            bytes = bytes[length..];
        }
        return records;
    }

    private bool Take(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual("path"u8))
            Path = value.ToArray();
        else if (name.StartsWith("GNU.sparse."u8))
            IsSparse = true;
        else if (name.SequenceEqual("size"u8))
        {
            if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long size))
                return false;
            Size = size;
        }
        return true;
    }
}
