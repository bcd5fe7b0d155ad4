using System.Buffers;

namespace ClipGrid.Model.Embedding;

/// <summary>A picture ready for the image tower, in a rented array that goes back on disposal. Owned by one party at a time.</summary>
internal sealed class PreparedPicture : IDisposable
{
    private readonly int _length;
    private float[]? _rented;

    private PreparedPicture(int length) => (_length, _rented) = (length, ArrayPool<float>.Shared.Rent(length));

    /// <summary>Preprocessed pixels, CHW. The content of a new one is undefined.</summary>
    /// <exception cref="ObjectDisposedException">The array went back.</exception>
    public Memory<float> Pixels => (_rented ?? throw new ObjectDisposedException(nameof(PreparedPicture))).AsMemory(0, _length);

    /// <summary>A picture of <paramref name="length"/> values.</summary>
    public static PreparedPicture Rent(int length) => new(length);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _rented, null) is { } rented)
            ArrayPool<float>.Shared.Return(rented);
    }
}
