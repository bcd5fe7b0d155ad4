using ClipGrid.Model.Randomness;

namespace ClipGrid.Grains.Embedding.Planes;

/// <summary>
/// The eigenvectors of a covariance matrix with the two largest eigenvalues, by subspace iteration with Rayleigh-Ritz steps (Golub and
/// Van Loan, Matrix Computations, section 8.2): a block wider than what is wanted, so that it converges fast where values lie close.
/// </summary>
internal sealed class LeadingAxes
{
    private const int AxisCount = 2;
    private const int BlockSize = 16;
    private const int MostSteps = 1000;
    private const double Tolerance = 1e-11;
    private const double NoVariance = 1e-12;

    private readonly double[] _matrix;
    private readonly int _dimension;
    private readonly int _size;
    private readonly CounterRandom _random = new(0x706C616E65);
    private double[] _block;
    private ulong _drawn;

    private LeadingAxes(double[] matrix, int dimension)
    {
        (_matrix, _dimension, _size) = (matrix, dimension, Math.Min(BlockSize, dimension));
        _block = new double[_size * dimension];
    }

    /// <summary>Two axes: unit vectors, the largest loading positive; zeros where there is no variance left. And their eigenvalues.</summary>
    /// <param name="covariance">[dimension, dimension], symmetric.</param>
    /// <param name="dimension">Its size.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    public static (double[][] Axes, double[] Variances) Of(double[] covariance, int dimension, CancellationToken cancellationToken)
    {
        double trace = 0;
        for (int i = 0; i < dimension; i++)
            trace += covariance[(i * dimension) + i];
        double[][] axes = [new double[dimension], new double[dimension]];
        double[] variances = new double[AxisCount];
        if (trace <= 0)
            return (axes, variances);
        LeadingAxes search = new(covariance, dimension);
        double[] values = search.Run(Tolerance * trace, cancellationToken);
        for (int axis = 0; axis < Math.Min(AxisCount, search._size); axis++)
        {
            if (values[axis] <= NoVariance * trace)
                continue;
            variances[axis] = values[axis];
            axes[axis] = Signed(search.Row(search._block, axis));
        }
        return (axes, variances);
    }

    // An eigenvector has no sign of its own.
    private static double[] Signed(ReadOnlySpan<double> vector)
    {
        double largest = 0;
        foreach (double loading in vector)
            if (Math.Abs(loading) > Math.Abs(largest))
                largest = loading;
        double[] signed = vector.ToArray();
        if (largest < 0)
            for (int i = 0; i < signed.Length; i++)
                signed[i] = -signed[i];
        return signed;
    }

    private double[] Run(double tolerance, CancellationToken cancellationToken)
    {
        for (int row = 0; row < _size; row++)
            Draw(Row(_block, row));
        Orthonormalize();
        for (int step = 0; ; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double[] image = Multiply();
            double[] values = Turn(ref image);
            if (step == MostSteps || IsThere(values, image, tolerance))
                return values;
            _block = image;
            Orthonormalize();
        }
    }

    private Span<double> Row(double[] block, int row) => block.AsSpan(row * _dimension, _dimension);

    private double[] Multiply()
    {
        double[] image = new double[_block.Length];
        for (int i = 0; i < _dimension; i++)
            for (int row = 0; row < _size; row++)
                image[(row * _dimension) + i] = Covariance.Dot(_matrix.AsSpan(i * _dimension, _dimension), Row(_block, row));
        return image;
    }

    // Within the block's span the best that there is: block and image are turned to it.
    private double[] Turn(ref double[] image)
    {
        double[] small = new double[_size * _size];
        for (int i = 0; i < _size; i++)
            for (int j = i; j < _size; j++)
                small[(i * _size) + j] = small[(j * _size) + i] = Covariance.Dot(Row(_block, i), Row(image, j));
        (double[] values, double[] turn) = JacobiEigen.Of(small, _size);
        (_block, image) = (Turned(_block, turn), Turned(image, turn));
        return values;
    }

    private double[] Turned(double[] block, double[] turn)
    {
        double[] turned = new double[block.Length];
        for (int to = 0; to < _size; to++)
            for (int from = 0; from < _size; from++)
                AddTo(Row(turned, to), Row(block, from), turn[(to * _size) + from]);
        return turned;
    }

    private bool IsThere(double[] values, double[] image, double tolerance)
    {
        for (int axis = 0; axis < Math.Min(AxisCount, _size); axis++)
        {
            double[] rest = Row(image, axis).ToArray();
            AddTo(rest, Row(_block, axis), -values[axis]);
            if (Math.Sqrt(Covariance.Dot(rest, rest)) > tolerance)
                return false;
        }
        return true;
    }

    // Twice is enough (Kahan and Parlett): what is left of a row that lay in the others' span is noise, and drawn anew.
    private void Orthonormalize()
    {
        for (int row = 0; row < _size; row++)
        {
            Span<double> own = Row(_block, row);
            double before = Math.Sqrt(Covariance.Dot(own, own));
            RemoveOthers(own, row);
            double after = Math.Sqrt(Covariance.Dot(own, own));
            while (after <= 1e-10 * before || after == 0)
            {
                Draw(own);
                before = Math.Sqrt(Covariance.Dot(own, own));
                RemoveOthers(own, row);
                after = Math.Sqrt(Covariance.Dot(own, own));
            }
            Scale(own, 1 / after);
            RemoveOthers(own, row);
            Scale(own, 1 / Math.Sqrt(Covariance.Dot(own, own)));
        }
    }

    private void RemoveOthers(Span<double> own, int row)
    {
        for (int other = 0; other < row; other++)
            AddTo(own, Row(_block, other), -Covariance.Dot(own, Row(_block, other)));
    }

    private void Draw(Span<double> row)
    {
        for (int i = 0; i < row.Length; i++)
            row[i] = _random.Gaussian(_drawn++);
    }

    private static void AddTo(Span<double> target, ReadOnlySpan<double> source, double times)
    {
        for (int i = 0; i < target.Length; i++)
            target[i] += times * source[i];
    }

    private static void Scale(Span<double> row, double times)
    {
        for (int i = 0; i < row.Length; i++)
            row[i] *= times;
    }
}
