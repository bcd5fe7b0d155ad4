using System.Numerics;
using System.Runtime.InteropServices;

namespace ClipGrid.Model.Weights;

/// <summary>
/// Conversion between the float types of a checkpoint and 32-bit floats. F16 and BF16 widen exactly, a whole vector of the
/// machine at a time; narrowing rounds to nearest, ties to even. Every machine .NET 10 runs on is little-endian, as the format is.
/// </summary>
internal static class FloatConversion
{
    /// <summary>Widens or copies <paramref name="bytes"/> of <paramref name="type"/> to floats of the same count.</summary>
    public static void ToFloats(ReadOnlySpan<byte> bytes, TensorType type, Span<float> floats)
    {
        switch (type)
        {
            case TensorType.F32:
                bytes.CopyTo(MemoryMarshal.AsBytes(floats));
                break;
            case TensorType.BF16:
                Widen(MemoryMarshal.Cast<byte, ushort>(bytes), MemoryMarshal.Cast<float, uint>(floats), static bits => bits << 16, static bits => bits << 16);
                break;
            case TensorType.F16:
                Widen(MemoryMarshal.Cast<byte, ushort>(bytes), MemoryMarshal.Cast<float, uint>(floats), HalfToSingle, HalfToSingle);
                break;
            case TensorType.F64:
                ReadOnlySpan<double> doubles = MemoryMarshal.Cast<byte, double>(bytes);
                for (int i = 0; i < doubles.Length; i++)
                    floats[i] = (float)doubles[i];
                break;
            default:
                throw new ArgumentException($"{type} holds no floats.", nameof(type));
        }
    }

    /// <summary>Rounds or copies floats to <paramref name="bytes"/> of <paramref name="type"/> of the same count.</summary>
    public static void FromFloats(ReadOnlySpan<float> floats, TensorType type, Span<byte> bytes)
    {
        Span<ushort> narrow = MemoryMarshal.Cast<byte, ushort>(bytes);
        switch (type)
        {
            case TensorType.F32:
                MemoryMarshal.AsBytes(floats).CopyTo(bytes);
                break;
            case TensorType.BF16:
                for (int i = 0; i < floats.Length; i++)
                    narrow[i] = SingleToBFloat16(floats[i]);
                break;
            case TensorType.F16:
                for (int i = 0; i < floats.Length; i++)
                    narrow[i] = BitConverter.HalfToUInt16Bits((Half)floats[i]);
                break;
            case TensorType.F64:
                Span<double> doubles = MemoryMarshal.Cast<byte, double>(bytes);
                for (int i = 0; i < floats.Length; i++)
                    doubles[i] = floats[i];
                break;
            default:
                throw new ArgumentException($"{type} holds no floats: store F32, F16, BF16 or F64.", nameof(type));
        }
    }

    private static void Widen(
        ReadOnlySpan<ushort> from, Span<uint> to, Func<Vector<uint>, Vector<uint>> many, Func<uint, uint> one)
    {
        int i = 0;
        for (; i <= from.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            Vector.Widen(new Vector<ushort>(from[i..]), out Vector<uint> low, out Vector<uint> high);
            many(low).CopyTo(to[i..]);
            many(high).CopyTo(to[(i + Vector<uint>.Count)..]);
        }
        for (; i < from.Length; i++)
            to[i] = one(from[i]);
    }

    private static uint HalfToSingle(uint half) => BitConverter.SingleToUInt32Bits((float)BitConverter.UInt16BitsToHalf((ushort)half));

    // A half is 1 sign, 5 exponent (bias 15) and 10 mantissa bits; a single 1, 8 (bias 127) and 23. Shifting the magnitude
    // left by 13 aligns the mantissas, then the exponent moves by 127 - 15 = 112; infinity and NaN move to exponent 255,
    // and a subnormal is the difference of two normal singles, which is exact: 2^-14 * (1 + m) - 2^-14 = 2^-14 * m.
    private static Vector<uint> HalfToSingle(Vector<uint> half)
    {
        Vector<uint> magnitude = (half & new Vector<uint>(0x7FFF)) << 13;
        Vector<uint> normal = magnitude + new Vector<uint>(112u << 23);
        Vector<uint> special = magnitude | new Vector<uint>(0x7F80_0000);
        var smallestNormal = new Vector<uint>(113u << 23);
        Vector<uint> subnormal = Vector.AsVectorUInt32(Vector.AsVectorSingle(magnitude + smallestNormal) - Vector.AsVectorSingle(smallestNormal));
        Vector<uint> single = Vector.ConditionalSelect(Vector.LessThan(magnitude, new Vector<uint>(0x0400u << 13)), subnormal, normal);
        single = Vector.ConditionalSelect(Vector.GreaterThanOrEqual(magnitude, new Vector<uint>(0x7C00u << 13)), special, single);
        return single | ((half & new Vector<uint>(0x8000)) << 16);
    }

    private static ushort SingleToBFloat16(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        // Rounding would carry a NaN with a full mantissa over into the sign bit.
        return float.IsNaN(value) ? (ushort)((bits >> 16) | 0x40) : (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }
}
