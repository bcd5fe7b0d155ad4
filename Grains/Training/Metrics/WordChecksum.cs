using System.Buffers.Binary;
using System.Numerics;

namespace ClipGrid.Grains.Training.Metrics;

/// <summary>The check sum of a blob of <see cref="WordWriter"/>: the CRC-32C (Castagnoli) of all its bytes but the sum's own four.</summary>
internal static class WordChecksum
{
    /// <summary>The check sum of a blob.</summary>
    /// <param name="blob">Header and whole words.</param>
    public static uint Of(ReadOnlySpan<byte> blob)
    {
        uint sum = BitOperations.Crc32C(uint.MaxValue, BinaryPrimitives.ReadUInt64LittleEndian(blob));
        sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt32LittleEndian(blob[8..]));
        for (ReadOnlySpan<byte> rest = blob[WordWriter.HeaderLength..]; rest.Length >= sizeof(ulong); rest = rest[sizeof(ulong)..])
            sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(rest));
        return ~sum;
    }
}
