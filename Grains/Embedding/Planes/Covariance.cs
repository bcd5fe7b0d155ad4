using System.Numerics;
using System.Runtime.InteropServices;

namespace ClipGrid.Grains.Embedding.Planes;

/// <summary>Means and covariances of rows, in double precision. The sums have one order, so that the same rows give the same bits on like processors.</summary>
internal static class Covariance
{
    // So many rows of 1,024 numbers are 2 MiB: what is multiplied stays near the processor.
    private const int BlockRows = 256;

    /// <summary>The mean of each column.</summary>
    public static double[] MeanOf(ReadOnlySpan<float> rows, int dimension)
    {
        double[] mean = new double[dimension];
        int count = rows.Length / dimension;
        for (int row = 0; row < count; row++)
            for (int column = 0; column < dimension; column++)
                mean[column] += rows[(row * dimension) + column];
        for (int column = 0; column < dimension; column++)
            mean[column] /= Math.Max(1, count);
        return mean;
    }

    /// <summary>The covariance of each two columns, divided by the number of rows: [dimension, dimension], symmetric.</summary>
    public static double[] Of(ReadOnlySpan<float> rows, double[] mean, CancellationToken cancellationToken)
    {
        int dimension = mean.Length;
        int count = rows.Length / dimension;
        double[] sums = new double[dimension * dimension];
        double[] columns = new double[dimension * BlockRows];
        for (int first = 0; first < count; first += BlockRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int blockRows = Math.Min(BlockRows, count - first);
            Array.Clear(columns);
            for (int row = 0; row < blockRows; row++)
                for (int column = 0; column < dimension; column++)
                    columns[(column * BlockRows) + row] = rows[((first + row) * dimension) + column] - mean[column];
            for (int i = 0; i < dimension; i++)
                for (int j = i; j < dimension; j++)
                    sums[(i * dimension) + j] += Dot(columns.AsSpan(i * BlockRows, BlockRows), columns.AsSpan(j * BlockRows, BlockRows));
        }
        for (int i = 0; i < dimension; i++)
            for (int j = i; j < dimension; j++)
                sums[(j * dimension) + i] = sums[(i * dimension) + j] /= Math.Max(1, count);
        return sums;
    }

    /// <summary>The scalar product of two vectors of one length.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ReadOnlySpan<Vector<double>> wideA = MemoryMarshal.Cast<double, Vector<double>>(a), wideB = MemoryMarshal.Cast<double, Vector<double>>(b);
        Vector<double> even = Vector<double>.Zero, odd = Vector<double>.Zero;
        int i = 0;
        for (; i + 1 < wideA.Length; i += 2)
        {
            even += wideA[i] * wideB[i];
            odd += wideA[i + 1] * wideB[i + 1];
        }
        if (i < wideA.Length)
            even += wideA[i] * wideB[i];
        double sum = Vector.Sum(even + odd);
        for (int rest = wideA.Length * Vector<double>.Count; rest < a.Length; rest++)
            sum += a[rest] * b[rest];
        return sum;
    }
}
