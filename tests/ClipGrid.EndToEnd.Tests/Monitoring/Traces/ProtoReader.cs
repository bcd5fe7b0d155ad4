using System.Buffers.Binary;
using System.Text;

namespace ClipGrid.EndToEnd.Tests.Monitoring.Traces;

/// <summary>Fields of a message in protobuf's encoding.</summary>
internal readonly struct ProtoReader(ReadOnlyMemory<byte> message)
{
    private const int Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5;

    /// <summary>The fields in their order: numbers as the eight bytes that they have, all else as it is.</summary>
    public IEnumerable<(int Number, ReadOnlyMemory<byte> Value)> Fields()
    {
        ReadOnlyMemory<byte> rest = message;
        while (!rest.IsEmpty)
        {
            ulong key = ReadVarint(ref rest);
            int length = (key & 7) switch
            {
                Fixed64 => 8,
                Fixed32 => 4,
                Bytes => (int)ReadVarint(ref rest),
                Varint => 0,
                _ => throw new FormatException($"Protobuf has no type {key & 7}."),
            };
            if ((key & 7) == Varint)
            {
                byte[] number = new byte[8];
                BinaryPrimitives.WriteUInt64LittleEndian(number, ReadVarint(ref rest));
                yield return ((int)(key >> 3), number);
                continue;
            }
            yield return ((int)(key >> 3), rest[..length]);
            rest = rest[length..];
        }
    }

    /// <summary>The messages in a field.</summary>
    public IEnumerable<ProtoReader> All(int number) => Fields().Where(field => field.Number == number).Select(field => new ProtoReader(field.Value));

    /// <summary>A text; empty where there is none.</summary>
    public string Text(int number) => Encoding.UTF8.GetString(Last(number).Span);

    /// <summary>Bytes in hexadecimal digits; empty where there are none.</summary>
    public string Hex(int number) => Convert.ToHexStringLower(Last(number).Span);

    /// <summary>A number; 0 where there is none.</summary>
    public ulong Number(int number) => Last(number) is { IsEmpty: false } value ? BinaryPrimitives.ReadUInt64LittleEndian(value.Span) : 0;

    private ReadOnlyMemory<byte> Last(int number) => Fields().LastOrDefault(field => field.Number == number).Value;

    private static ulong ReadVarint(ref ReadOnlyMemory<byte> rest)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = rest.Span[0];
            rest = rest[1..];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }
    }
}
