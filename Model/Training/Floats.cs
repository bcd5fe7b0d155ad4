using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace ClipGrid.Model.Training;

/// <summary>The memory of a contiguous float32 CPU tensor, without a copy.</summary>
internal readonly unsafe struct Floats
{
    private readonly float* _start;

    private Floats(float* start, int count)
    {
        _start = start;
        Count = count;
    }

    internal int Count { get; }

    /// <summary>Valid as long as the tensor is alive: keep it in a <c>using</c> around the last access.</summary>
    internal static Floats Of(Tensor tensor)
    {
        Span<float> span = MemoryMarshal.Cast<byte, float>(tensor.bytes);
        fixed (float* start = span)
            return new(start, span.Length);
    }

    internal Span<float> Slice(int start, int count) => new(_start + start, count);
}
