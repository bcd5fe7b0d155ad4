using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ClipGrid.Model.Weights;

/// <summary>A safetensors file that lies in memory as a whole, checked like <see cref="SafetensorsFile"/>. Immutable; safe from several threads.</summary>
public sealed class SafetensorsBytes
{
    private const int LengthByteCount = 8;

    private readonly ReadOnlyMemory<byte> _data;
    private readonly FrozenDictionary<string, SafetensorsEntry> _byName;

    private SafetensorsBytes(string name, SafetensorsHeader header, ReadOnlyMemory<byte> data)
    {
        Name = name;
        Metadata = header.Metadata;
        _data = data;
        _byName = header.Entries.ToFrozenDictionary(entry => entry.Name, StringComparer.Ordinal);
    }

    /// <summary>What messages call the file.</summary>
    public string Name { get; }

    /// <summary>The pairs of <c>__metadata__</c>, in the file's order.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Metadata { get; }

    /// <summary>Reads a file's header and checks it.</summary>
    /// <param name="bytes">The whole file, which is not copied and must not change.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="SafetensorsException">The file breaks a rule of the format.</exception>
    public static SafetensorsBytes Read(ReadOnlyMemory<byte> bytes, string name)
    {
        if (bytes.Length < LengthByteCount)
            throw new SafetensorsException(name, null, $"it has {bytes.Length} bytes, fewer than the {LengthByteCount} of the header's length", "the file is cut short: store it again");
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span);
        if (length > (ulong)(bytes.Length - LengthByteCount) || length > SafetensorsHeader.MaxByteCount)
            throw new SafetensorsException(name, null, $"its header claims {length} bytes, but {bytes.Length - LengthByteCount} follow", "the file is cut short or of another format: store it again");
        ReadOnlyMemory<byte> data = bytes[(LengthByteCount + (int)length)..];
        return new SafetensorsBytes(name, SafetensorsHeader.Parse(bytes.Span.Slice(LengthByteCount, (int)length), data.Length, name), data);
    }

    /// <summary>A tensor, read from the file's bytes.</summary>
    /// <exception cref="SafetensorsException">There is no such tensor.</exception>
    public WeightTensor Tensor(string name)
    {
        if (!_byName.TryGetValue(name, out SafetensorsEntry? entry))
            throw new SafetensorsException(Name, name, "the file has no such tensor", "it is of another kind: store it again");
        return WeightTensor.FromBytes(entry.Type, entry.Shape, _data.Slice((int)entry.Begin, (int)entry.ByteCount));
    }
}
