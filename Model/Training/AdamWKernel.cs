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
    // Vectors whose squares are summed in float32 before the sum goes on in float64: few enough to keep five digits.
    private const int BlockLength = 256;

    /// <returns>How far the weights moved, summed chunk by chunk in a fixed order.</returns>
    internal static UpdateSquares Apply(Floats weights, Floats gradients, Floats first, Floats second, AdamWUpdate update)
    {
        var squares = new UpdateSquares[ChunkCount(weights.Count)];
        ForEachChunk(weights.Count, (start, count) => squares[start / ChunkLength] = Apply(
            weights.Slice(start, count), gradients.Slice(start, count), first.Slice(start, count), second.Slice(start, count), update));
        return squares.Aggregate(default(UpdateSquares), (sum, chunk) => sum + chunk);
    }

    /// <summary>Sum of squares in float64, chunk by chunk in a fixed order.</summary>
    internal static double SumOfSquares(Floats values)
    {
        double[] sums = new double[ChunkCount(values.Count)];
        ForEachChunk(values.Count, (start, count) => sums[start / ChunkLength] = SumOfSquares(values.Slice(start, count)));
        return sums.Sum();
    }

    private static int ChunkCount(int length) => (length + ChunkLength - 1) / ChunkLength;

    private static void ForEachChunk(int length, Action<int, int> work)
    {
        if (length <= ChunkLength)
        {
            work(0, length);
            return;
        }
        Parallel.For(0, ChunkCount(length), chunk =>
            work(chunk * ChunkLength, Math.Min(ChunkLength, length - (chunk * ChunkLength))));
    }

    private static UpdateSquares Apply(Span<float> weights, Span<float> gradients, Span<float> first, Span<float> second, AdamWUpdate u)
    {
        Span<Vector<float>> w = MemoryMarshal.Cast<float, Vector<float>>(weights), g = MemoryMarshal.Cast<float, Vector<float>>(gradients);
        Span<Vector<float>> m = MemoryMarshal.Cast<float, Vector<float>>(first), v = MemoryMarshal.Cast<float, Vector<float>>(second);
        var epsilon = new Vector<float>(u.Epsilon);
        var root = new Vector<float>(u.SecondMomentRoot);
        double changeSum = 0, weightSum = 0;
        for (int block = 0; block < w.Length; block += BlockLength)
        {
            Vector<float> changes = default, before = default;
            for (int i = block; i < Math.Min(block + BlockLength, w.Length); i++)
            {
                Vector<float> gradient = g[i] * u.GradientScale;
                Vector<float> mean = (m[i] * u.Beta1) + (gradient * u.OneMinusBeta1);
                Vector<float> square = (v[i] * u.Beta2) + (gradient * gradient * u.OneMinusBeta2);
                m[i] = mean;
                v[i] = square;
                Vector<float> old = w[i];
                Vector<float> updated = (old * u.Keep) - (mean / ((Vector.SquareRoot(square) / root) + epsilon) * u.StepSize);
                w[i] = updated;
                changes += (updated - old) * (updated - old);
                before += old * old;
            }
            changeSum += Vector.Sum(changes);
            weightSum += Vector.Sum(before);
        }
        for (int i = w.Length * Vector<float>.Count; i < weights.Length; i++)
        {
            float gradient = gradients[i] * u.GradientScale;
            first[i] = (first[i] * u.Beta1) + (gradient * u.OneMinusBeta1);
            second[i] = (second[i] * u.Beta2) + (gradient * gradient * u.OneMinusBeta2);
            float old = weights[i];
            weights[i] = (old * u.Keep) - (first[i] / ((MathF.Sqrt(second[i]) / u.SecondMomentRoot) + u.Epsilon) * u.StepSize);
            changeSum += (double)(weights[i] - old) * (weights[i] - old);
            weightSum += (double)old * old;
        }
        return new(changeSum, weightSum);
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
