namespace ClipGrid.Grains.Tests.Embedding.Planes;

/// <summary>Principal components as a textbook has them: each by power iteration on the covariance, then taken out of it.</summary>
internal sealed class PlainAnalysis
{
    private const int StepCount = 20_000;

    private readonly double[][] _centred;
    private readonly List<double[]> _axes = [];

    internal PlainAnalysis(float[] rows, int dimension)
    {
        double[][] all = [.. rows.Chunk(dimension).Select(row => row.Select(value => (double)value).ToArray())];
        double[] mean = [.. Enumerable.Range(0, dimension).Select(column => all.Average(row => row[column]))];
        _centred = [.. all.Select(row => row.Zip(mean, (value, middle) => value - middle).ToArray())];
        double[][] covariance = [.. Enumerable.Range(0, dimension).Select(i => Enumerable.Range(0, dimension).Select(j => _centred.Average(row => row[i] * row[j])).ToArray())];
        double total = Enumerable.Range(0, dimension).Sum(i => covariance[i][i]);
        for (int axis = 0; axis < Math.Min(3, dimension); axis++)
            Shares.Add(Take(covariance, new Random(axis)) / total);
    }

    /// <summary>Shares of the variance of the first three axes.</summary>
    internal List<double> Shares { get; } = [];

    /// <summary>All rows along an axis.</summary>
    internal double[] Places(int axis) => [.. _centred.Select(row => Dot(row, _axes[axis]))];

    private double Take(double[][] covariance, Random random)
    {
        double[] vector = [.. covariance.Select(_ => random.NextDouble() - 0.5)];
        double value = 0;
        for (int step = 0; step < StepCount; step++)
        {
            double[] image = [.. covariance.Select(row => Dot(row, vector))];
            double length = Math.Sqrt(Dot(image, image));
            if (length < 1e-18)
                break;
            double[] next = [.. image.Select(entry => entry / length)];
            bool isThere = Math.Abs(length - value) <= 1e-16 * length && Dot(next, vector) >= 1 - 1e-16;
            (vector, value) = (next, length);
            if (isThere)
                break;
        }
        _axes.Add(vector);
        for (int i = 0; i < vector.Length; i++)
            for (int j = 0; j < vector.Length; j++)
                covariance[i][j] -= value * vector[i] * vector[j];
        return value;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
