using System.Buffers;

namespace ClipGrid.Model.Pictures;

/// <summary>
/// Bytes on loan from the shared pool, so that a stream of pictures leaves no garbage on the large object heap. Very large
/// ones are not pooled: the pool would keep hundreds of megabytes for the sake of one picture.
/// </summary>
internal sealed class PixelBuffer(int length) : IDisposable
{
    private const int LargestPooled = 32 << 20;

    private byte[]? _bytes = length <= LargestPooled ? ArrayPool<byte>.Shared.Rent(length) : GC.AllocateUninitializedArray<byte>(length);

    /// <summary>The bytes; what they held before is still in them.</summary>
    public Span<byte> Span => (_bytes ?? throw new ObjectDisposedException(nameof(Picture))).AsSpan(0, length);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _bytes, null) is { } bytes && length <= LargestPooled)
            ArrayPool<byte>.Shared.Return(bytes);
    }
}
