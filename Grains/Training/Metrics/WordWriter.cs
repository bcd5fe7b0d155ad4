using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace ClipGrid.Grains.Training.Metrics;

/// <summary>
/// Writes numbers into a blob: 8 ASCII characters that say what it is, its format (int32), a check sum (uint32, see
/// <see cref="WordChecksum"/>), then 64-bit words, int64 or float64; all little-endian. Every format to come keeps these 16 bytes.
/// </summary>
internal sealed class WordWriter
{
    /// <summary>Bytes before the first word.</summary>
    public const int HeaderLength = 16;

    private readonly byte[] _bytes;
    private int _position = HeaderLength;

    /// <summary>A writer of a blob.</summary>
    /// <param name="kind">What it is, 8 ASCII characters.</param>
    /// <param name="format">Its format.</param>
    /// <param name="wordCount">How many words there will be.</param>
    public WordWriter(string kind, int format, long wordCount)
    {
        _bytes = new byte[checked((int)(HeaderLength + wordCount * sizeof(long)))];
        Encoding.ASCII.GetBytes(kind, _bytes);
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(8), format);
    }

    /// <summary>Writes a word.</summary>
    public void Write(long word) => Write(new ReadOnlySpan<long>(in word));

    /// <summary>Writes words.</summary>
    public void Write(ReadOnlySpan<long> words)
    {
        Span<long> target = MemoryMarshal.Cast<byte, long>(_bytes.AsSpan(_position, words.Length * sizeof(long)));
        words.CopyTo(target);
        if (!BitConverter.IsLittleEndian)
            BinaryPrimitives.ReverseEndianness(target, target);
        _position += words.Length * sizeof(long);
    }

    /// <summary>Writes words.</summary>
    public void Write(ReadOnlySpan<double> words) => Write(MemoryMarshal.Cast<double, long>(words));

    /// <summary>The blob, once all words are written.</summary>
    public byte[] Complete()
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(12), WordChecksum.Of(_bytes));
        return _bytes;
    }
}
