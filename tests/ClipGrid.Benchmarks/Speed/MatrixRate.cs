using static TorchSharp.torch;

namespace ClipGrid.Benchmarks.Speed;

/// <summary>The yardstick: what the machine reaches in its best case.</summary>
internal static class MatrixRate
{
    private const int Side = 2048;

    /// <summary>Operations per second of a float32 matrix product of 2048 x 2048.</summary>
    internal static double Measure()
    {
        using Tensor a = randn(Side, Side), b = randn(Side, Side);
        double seconds = Stopwatches.Best(() => mm(a, b).Dispose(), repetitions: 8);
        return 2.0 * Side * Side * Side / seconds;
    }
}
