using System.Numerics;
using System.Runtime.InteropServices;

namespace ClipGrid.Model.Weights;

/// <summary>Counts NaN and infinity without converting: both are exactly the values whose exponent bits are all set.</summary>
internal static class NonFiniteValues
{
    /// <summary>Number of NaN and infinite elements among <paramref name="bytes"/>; 0 for types that are no floats.</summary>
    public static long Count(ReadOnlySpan<byte> bytes, TensorType type) => type switch
    {
        TensorType.F16 => Count<ushort>(bytes, 0x7C00),
        TensorType.BF16 => Count<ushort>(bytes, 0x7F80),
        TensorType.F32 => Count<uint>(bytes, 0x7F80_0000),
        TensorType.F64 => Count<ulong>(bytes, 0x7FF0_0000_0000_0000),
        _ => 0,
    };

    private static long Count<T>(ReadOnlySpan<byte> bytes, T exponent)
        where T : unmanaged, IBinaryInteger<T>
    {
        ReadOnlySpan<T> values = MemoryMarshal.Cast<byte, T>(bytes);
        var mask = new Vector<T>(exponent);
        long count = 0;
        int i = 0;
        for (; i <= values.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> hits = Vector.Equals(new Vector<T>(values[i..]) & mask, mask);
            // Weights are nearly always finite: the count within a vector is worth one branch.
            if (hits != Vector<T>.Zero)
                count += Vector.CountWhereAllBitsSet(hits);
        }
        for (; i < values.Length; i++)
            count += (values[i] & exponent) == exponent ? 1 : 0;
        return count;
    }
}
