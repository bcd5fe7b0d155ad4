using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Training.Metrics;

/// <summary>Reads what <see cref="WordWriter"/> wrote; looks at nothing before the check sum is right.</summary>
internal ref struct WordReader
{
    private readonly string _name;
    private ReadOnlySpan<byte> _rest;

    /// <summary>A reader of a blob.</summary>
    /// <param name="name">The blob's name, for errors.</param>
    /// <param name="blob">All its bytes.</param>
    /// <param name="kind">What it must be.</param>
    /// <param name="format">The newest format that is understood, from 1.</param>
    /// <exception cref="GridException">Corrupt. NewerFormat.</exception>
    public WordReader(string name, ReadOnlySpan<byte> blob, string kind, int format)
    {
        _name = name;
        if (blob.Length < WordWriter.HeaderLength || blob.Length % sizeof(long) != 0 || !blob.StartsWith(Encoding.ASCII.GetBytes(kind)))
            throw Corrupt("it does not begin as one, or its end is missing.");
        if (BinaryPrimitives.ReadUInt32LittleEndian(blob[12..]) != WordChecksum.Of(blob))
            throw Corrupt("its check sum is not that of its bytes.");
        int written = BinaryPrimitives.ReadInt32LittleEndian(blob[8..]);
        if (written > format)
            throw new GridException(GridProblem.NewerFormat, $"{name} was written by a newer ClipGrid (format {written}; this one reads up to {format}): use that release.");
        if (written < 1)
            throw Corrupt($"it has format {written}.");
        _rest = blob[WordWriter.HeaderLength..];
    }

    /// <summary>Words that are left.</summary>
    public readonly int Count => _rest.Length / sizeof(long);

    /// <summary>Reads a word.</summary>
    public long Read()
    {
        Span<long> word = stackalloc long[1];
        Read(word);
        return word[0];
    }

    /// <summary>Reads words.</summary>
    public void Read(scoped Span<long> words)
    {
        if (words.Length > Count)
            throw Corrupt($"{words.Length} words were expected where {Count} are left.");
        Span<byte> bytes = MemoryMarshal.AsBytes(words);
        _rest[..bytes.Length].CopyTo(bytes);
        if (!BitConverter.IsLittleEndian)
            BinaryPrimitives.ReverseEndianness(words, words);
        _rest = _rest[bytes.Length..];
    }

    /// <summary>Reads words.</summary>
    public void Read(scoped Span<double> words) => Read(MemoryMarshal.Cast<double, long>(words));

    /// <summary>The exception for what cannot be.</summary>
    public readonly GridException Corrupt(string how) =>
        new(GridProblem.Corrupt, $"{_name} is not what was written: {how} Restore it from a backup, or start a new session.");
}
