using System.Globalization;
using System.Text;

namespace ClipGrid.Grains.Datasets.Shards;

/// <summary>
/// Headers of a tar file (POSIX ustar; a longer name in a pax record before it) that depend on nothing but name and length. The framework's
/// writer puts process ids and times into them, and the same data would not be the same bytes.
/// </summary>
internal static class TarHeader
{
    /// <summary>Bytes of a block: headers are one, contents are padded to whole ones.</summary>
    public const int BlockSize = 512;

    private const int LongestName = 100;
    private const string PaxName = "pax";

    /// <summary>Zeros to write after a content of <paramref name="length"/> bytes.</summary>
    public static int PaddingOf(long length) => (int)((BlockSize - length % BlockSize) % BlockSize);

    /// <summary>The header blocks of a file; the name is ASCII.</summary>
    public static byte[] Write(string name, long length)
    {
        if (name.Length <= LongestName)
            return Block(name, length, '0');
        byte[] record = PaxRecord("path", name);
        byte[] header = new byte[BlockSize + record.Length + PaddingOf(record.Length) + BlockSize];
        Block(PaxName, record.Length, 'x').CopyTo(header, 0);
        record.CopyTo(header, BlockSize);
        Block(name[..LongestName], length, '0').CopyTo(header, header.Length - BlockSize);
        return header;
    }

    // "27 path=..." where 27 counts itself, the space and the line's end.
    private static byte[] PaxRecord(string key, string value)
    {
        int rest = key.Length + value.Length + 3;
        int length = rest + 1;
        while (rest + length.ToString(CultureInfo.InvariantCulture).Length != length)
            length++;
        return Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{length} {key}={value}\n"));
    }

    private static byte[] Block(string name, long length, char type)
    {
        byte[] block = new byte[BlockSize];
        Put(0, name);
        Put(100, "0000644\0");
        Put(108, "0000000\0");
        Put(116, "0000000\0");
        Put(124, Convert.ToString(length, 8).PadLeft(11, '0') + "\0");
        Put(136, "00000000000\0");
        Put(148, "        ");
        Put(156, type.ToString());
        Put(257, "ustar\00000");
        Put(329, "0000000\0");
        Put(337, "0000000\0");
        int sum = 0;
        foreach (byte value in block)
            sum += value;
        Put(148, Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ");
        return block;

        void Put(int offset, string text) => Encoding.ASCII.GetBytes(text, block.AsSpan(offset));
    }
}
