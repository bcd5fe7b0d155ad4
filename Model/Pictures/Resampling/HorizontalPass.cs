using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ClipGrid.Model.Pictures.Resampling;

/// <summary>
/// Resizes rows. Two pixels fill one vector of eight lanes, so every weight is laid out four times, once per channel, when the
/// pass is made.
/// </summary>
internal sealed class HorizontalPass : IDisposable
{
    private readonly AxisWeights _columns;
    private readonly int[] _lanes;
    private readonly int[] _offsets;

    public HorizontalPass(AxisWeights columns)
    {
        _columns = columns;
        int laneCount = 0;
        for (int x = 0; x < columns.Count; x++)
            laneCount += columns.Weights(x).Length * Picture.Channels;
        _lanes = ArrayPool<int>.Shared.Rent(laneCount);
        _offsets = ArrayPool<int>.Shared.Rent(columns.Count + 1);
        _offsets[0] = 0;
        for (int x = 0, at = 0; x < columns.Count; x++)
        {
            foreach (int weight in columns.Weights(x))
            {
                _lanes.AsSpan(at, Picture.Channels).Fill(weight);
                at += Picture.Channels;
            }
            _offsets[x + 1] = at;
        }
    }

    /// <param name="source">A row of RGBA pixels, at least up to the last that is needed.</param>
    /// <param name="target">The wanted pixels of the resized row.</param>
    public void Run(ReadOnlySpan<byte> source, Span<byte> target)
    {
        Span<uint> pixels = MemoryMarshal.Cast<byte, uint>(target);
        for (int x = 0; x < pixels.Length; x++)
        {
            int from = _offsets[x], laneCount = _offsets[x + 1] - from;
            // Lanes and source bytes run in step: four of each per pixel. The slices are the bounds checks of the loop below.
            ReadOnlySpan<byte> window = source.Slice(_columns.Start(x) * Picture.Channels, laneCount);
            ReadOnlySpan<int> weights = _lanes.AsSpan(from, laneCount);
            ref readonly byte pixel = ref MemoryMarshal.GetReference(window);
            ref readonly int weight = ref MemoryMarshal.GetReference(weights);
            Vector256<int> pairs = Vector256<int>.Zero;
            int lane = 0;
            for (; lane + 8 <= laneCount; lane += 8)
                pairs += Lanes.WidenTwo(in Unsafe.Add(ref Unsafe.AsRef(in pixel), lane)) * Vector256.LoadUnsafe(in weight, (nuint)lane);
            Vector128<int> sum = pairs.GetLower() + pairs.GetUpper() + Vector128.Create(AxisWeights.Half);
            if (lane < laneCount)
                sum += Lanes.WidenOne(in Unsafe.Add(ref Unsafe.AsRef(in pixel), lane)) * Vector128.LoadUnsafe(in weight, (nuint)lane);
            pixels[x] = Lanes.ToPixel(sum);
        }
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_lanes);
        ArrayPool<int>.Shared.Return(_offsets);
    }
}
