using System.Buffers;

namespace ClipGrid.Model.Pictures.Resampling;

/// <summary>
/// Which source pixels make each wanted pixel along one axis, and with what weight, in Pillow's arithmetic: the kernel widened by
/// the scale when shrinking, cut at the border, normalised, and rounded to fixed point.
/// </summary>
internal sealed class AxisWeights : IDisposable
{
    /// <summary>Fractional bits of a weight.</summary>
    public const int FractionBits = 22;

    /// <summary>What is added before the fraction is dropped.</summary>
    public const int Half = 1 << (FractionBits - 1);

    private readonly int[] _starts;
    private readonly int[] _lengths;
    private readonly int[] _weights;
    private readonly int _stride;

    /// <param name="source">Length of the source along the axis.</param>
    /// <param name="resized">Length of the whole result.</param>
    /// <param name="first">First wanted position in the result.</param>
    /// <param name="count">Wanted positions.</param>
    /// <param name="interpolation">The kernel.</param>
    public AxisWeights(int source, int resized, int first, int count, Interpolation interpolation)
    {
        Count = count;
        IsIdentity = source == resized;
        double scale = (double)source / resized;
        double widening = Math.Max(scale, 1);
        double support = Kernel.Support(interpolation) * widening;
        _stride = (int)Math.Ceiling(support) * 2 + 1;
        _starts = ArrayPool<int>.Shared.Rent(count);
        _lengths = ArrayPool<int>.Shared.Rent(count);
        _weights = ArrayPool<int>.Shared.Rent(count * _stride);
        double[] exact = ArrayPool<double>.Shared.Rent(_stride);
        for (int i = 0; i < count; i++)
        {
            double centre = (first + i + 0.5) * scale;
            int start = Math.Max(0, (int)(centre - support + 0.5));
            int end = Math.Min(source, (int)(centre + support + 0.5));
            double sum = 0;
            for (int x = start; x < end; x++)
                sum += exact[x - start] = Kernel.At(interpolation, (x - centre + 0.5) * (1 / widening));
            for (int x = 0; x < end - start; x++)
            {
                double weight = (sum != 0 ? exact[x] / sum : exact[x]) * (1 << FractionBits);
                _weights[i * _stride + x] = (int)(weight < 0 ? weight - 0.5 : weight + 0.5);
            }
            (_starts[i], _lengths[i]) = (start, end - start);
        }
        ArrayPool<double>.Shared.Return(exact);
    }

    /// <summary>Wanted positions.</summary>
    public int Count { get; }

    /// <summary>The length does not change, so that every weight is one.</summary>
    public bool IsIdentity { get; }

    /// <summary>First source position that any wanted position needs.</summary>
    public int SourceStart => _starts[0];

    /// <summary>One past the last source position needed.</summary>
    public int SourceEnd => _starts[Count - 1] + _lengths[Count - 1];

    /// <summary>First source position of wanted position <paramref name="index"/>.</summary>
    public int Start(int index) => _starts[index];

    /// <summary>The fixed-point weights of wanted position <paramref name="index"/>, from its start on.</summary>
    public ReadOnlySpan<int> Weights(int index) => _weights.AsSpan(index * _stride, _lengths[index]);

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_starts);
        ArrayPool<int>.Shared.Return(_lengths);
        ArrayPool<int>.Shared.Return(_weights);
    }
}
