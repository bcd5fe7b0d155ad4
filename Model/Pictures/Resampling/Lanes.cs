using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ClipGrid.Model.Pictures.Resampling;

/// <summary>Bytes to 32-bit lanes and back.</summary>
internal static class Lanes
{
    /// <summary>Two pixels, one channel per lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> WidenTwo(ref readonly byte pixels)
    {
        Vector128<byte> bytes = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(in pixels)).AsByte();
        if (Avx2.IsSupported)
            return Avx2.ConvertToVector256Int32(bytes);
        Vector128<ushort> words = Vector128.WidenLower(bytes);
        return Vector256.Create(Vector128.WidenLower(words), Vector128.WidenUpper(words)).AsInt32();
    }

    /// <summary>One pixel, one channel per lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> WidenOne(ref readonly byte pixel)
    {
        Vector128<byte> bytes = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<uint>(in pixel)).AsByte();
        return Vector128.WidenLower(Vector128.WidenLower(bytes)).AsInt32();
    }

    /// <summary>Drops the fraction and clips to 0…255: four lanes become one pixel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ToPixel(Vector128<int> sums)
    {
        Vector128<int> levels = Clip(sums);
        Vector128<ushort> words = Vector128.Narrow(levels.AsUInt32(), levels.AsUInt32());
        return Vector128.Narrow(words, words).AsUInt32().ToScalar();
    }

    /// <summary>Drops the fraction and clips to 0…255: four times eight lanes become eight pixels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> ToPixels(Vector256<int> a, Vector256<int> b, Vector256<int> c, Vector256<int> d) => Vector256.Narrow(
        Vector256.Narrow(Clip(a).AsUInt32(), Clip(b).AsUInt32()),
        Vector256.Narrow(Clip(c).AsUInt32(), Clip(d).AsUInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Clip(Vector128<int> sums) =>
        Vector128.Min(Vector128.Max(sums >> AxisWeights.FractionBits, Vector128<int>.Zero), Vector128.Create(255));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Clip(Vector256<int> sums) =>
        Vector256.Min(Vector256.Max(sums >> AxisWeights.FractionBits, Vector256<int>.Zero), Vector256.Create(255));
}
