using System.Numerics;
using System.Runtime.InteropServices;

namespace ClipGrid.Model.Training;

/// <summary>
/// AdamW over raw memory: each weight, gradient and moment is read once and written once, where a chain of tensor operations
/// walks them ten times. Elementwise, so the result does not depend on how many threads share the work.
/// </summary>
internal static class AdamWKernel
{
    // 256 KiB of each of four arrays: small enough to share out evenly, large enough that the hand-out costs nothing.
    private const int ChunkLength = 1 << 16;

    internal static void Apply(Floats weights, Floats gradients, Floats first, Floats second, AdamWUpdate update) =>
        ForEachChunk(weights.Count, (start, count) => Apply(
            weights.Slice(start, count), gradients.Slice(start, count), first.Slice(start, count), second.Slice(start, count), update));

    /// <summary>Sum of squares in float64, chunk by chunk in a fixed order.</summary>
    internal static double SumOfSquares(Floats values)
    {
        double[] sums = new double[(values.Count + ChunkLength - 1) / ChunkLength];
        ForEachChunk(values.Count, (start, count) => sums[start / ChunkLength] = SumOfSquares(values.Slice(start, count)));
        return sums.Sum();
    }

    private static void ForEachChunk(int length, Action<int, int> work)
    {
        if (length <= ChunkLength)
        {
            work(0, length);
            return;
        }
        Parallel.For(0, (length + ChunkLength - 1) / ChunkLength, chunk =>
            work(chunk * ChunkLength, Math.Min(ChunkLength, length - (chunk * ChunkLength))));
    }

    private static void Apply(Span<float> weights, Span<float> gradients, Span<float> first, Span<float> second, AdamWUpdate u)
    {
        Span<Vector<float>> w = MemoryMarshal.Cast<float, Vector<float>>(weights), g = MemoryMarshal.Cast<float, Vector<float>>(gradients);
        Span<Vector<float>> m = MemoryMarshal.Cast<float, Vector<float>>(first), v = MemoryMarshal.Cast<float, Vector<float>>(second);
        var epsilon = new Vector<float>(u.Epsilon);
        var root = new Vector<float>(u.SecondMomentRoot);
        for (int i = 0; i < w.Length; i++)
        {
            Vector<float> gradient = g[i] * u.GradientScale;
            Vector<float> mean = (m[i] * u.Beta1) + (gradient * u.OneMinusBeta1);
            Vector<float> square = (v[i] * u.Beta2) + (gradient * gradient * u.OneMinusBeta2);
            m[i] = mean;
            v[i] = square;
            w[i] = (w[i] * u.Keep) - (mean / ((Vector.SquareRoot(square) / root) + epsilon) * u.StepSize);
        }
        for (int i = w.Length * Vector<float>.Count; i < weights.Length; i++)
        {
            float gradient = gradients[i] * u.GradientScale;
            first[i] = (first[i] * u.Beta1) + (gradient * u.OneMinusBeta1);
            second[i] = (second[i] * u.Beta2) + (gradient * gradient * u.OneMinusBeta2);
            weights[i] = (weights[i] * u.Keep) - (first[i] / ((MathF.Sqrt(second[i]) / u.SecondMomentRoot) + u.Epsilon) * u.StepSize);
        }
    }

    private static double SumOfSquares(ReadOnlySpan<float> values)
    {
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        Vector<double> low = default, high = default;
        foreach (Vector<float> vector in vectors)
        {
            Vector.Widen(vector, out Vector<double> a, out Vector<double> b);
            low += a * a;
            high += b * b;
        }
        double sum = Vector.Sum(low + high);
        foreach (float value in values[(vectors.Length * Vector<float>.Count)..])
            sum += (double)value * value;
        return sum;
    }
}
