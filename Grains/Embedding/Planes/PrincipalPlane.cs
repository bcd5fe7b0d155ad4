namespace ClipGrid.Grains.Embedding.Planes;

/// <summary>
/// The plane of largest variance of some vectors: principal component analysis (Hotelling 1933), exact, in double precision. Immutable.
/// </summary>
internal sealed class PrincipalPlane
{
    private readonly double[] _mean;
    private readonly double[][] _axes;

    private PrincipalPlane(double[] mean, double[][] axes, double[] shares) => (_mean, _axes, Shares) = (mean, axes, shares);

    /// <summary>The share of the variance along each of the two axes, 0 to 1.</summary>
    public IReadOnlyList<double> Shares { get; }

    /// <summary>Finds it; computes for as long as covariances of <paramref name="dimension"/> columns take.</summary>
    /// <param name="rows">The vectors, row by row; may be none.</param>
    /// <param name="dimension">Numbers of a vector, 1 or more.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static PrincipalPlane Of(ReadOnlySpan<float> rows, int dimension, CancellationToken cancellationToken)
    {
        double[] mean = Covariance.MeanOf(rows, dimension);
        double[] covariance = Covariance.Of(rows, mean, cancellationToken);
        double total = 0;
        for (int i = 0; i < dimension; i++)
            total += covariance[(i * dimension) + i];
        (double[][] axes, double[] variances) = LeadingAxes.Of(covariance, dimension, cancellationToken);
        return new PrincipalPlane(mean, axes, [.. variances.Select(variance => total > 0 ? Math.Min(1, variance / total) : 0)]);
    }

    /// <summary>A vector's place along an axis (0 or 1).</summary>
    public double Project(ReadOnlySpan<float> vector, int axis)
    {
        double sum = 0;
        for (int i = 0; i < vector.Length; i++)
            sum += (vector[i] - _mean[i]) * _axes[axis][i];
        return sum;
    }
}
