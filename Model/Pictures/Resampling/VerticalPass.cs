using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ClipGrid.Model.Pictures.Resampling;

/// <summary>Mixes rows into one, eight pixels at a time.</summary>
internal static class VerticalPass
{
    private const int BlockBytes = 32;

    /// <param name="source">Rows as long as <paramref name="target"/>, one after another, from the first with a weight on.</param>
    /// <param name="weights">One fixed-point weight per row.</param>
    /// <param name="target">The mixed row.</param>
    public static void Run(ReadOnlySpan<byte> source, ReadOnlySpan<int> weights, Span<byte> target)
    {
        int rowBytes = target.Length;
        ref readonly byte pixels = ref MemoryMarshal.GetReference(source[..(weights.Length * rowBytes)]);
        int x = 0;
        for (; x + BlockBytes <= rowBytes; x += BlockBytes)
        {
            Vector256<int> a = Vector256.Create(AxisWeights.Half), b = a, c = a, d = a;
            ref readonly byte block = ref Unsafe.Add(ref Unsafe.AsRef(in pixels), x);
            foreach (int weight in weights)
            {
                Vector256<int> factor = Vector256.Create(weight);
                a += Lanes.WidenTwo(in block) * factor;
                b += Lanes.WidenTwo(in Unsafe.Add(ref Unsafe.AsRef(in block), 8)) * factor;
                c += Lanes.WidenTwo(in Unsafe.Add(ref Unsafe.AsRef(in block), 16)) * factor;
                d += Lanes.WidenTwo(in Unsafe.Add(ref Unsafe.AsRef(in block), 24)) * factor;
                block = ref Unsafe.Add(ref Unsafe.AsRef(in block), rowBytes);
            }
            Lanes.ToPixels(a, b, c, d).CopyTo(target[x..]);
        }
        for (; x < rowBytes; x += Picture.Channels)
        {
            Vector128<int> sum = Vector128.Create(AxisWeights.Half);
            for (int row = 0; row < weights.Length; row++)
                sum += Lanes.WidenOne(in Unsafe.Add(ref Unsafe.AsRef(in pixels), row * rowBytes + x)) * weights[row];
            MemoryMarshal.Write(target[x..], Lanes.ToPixel(sum));
        }
    }
}
