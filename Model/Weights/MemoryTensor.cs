using System.Collections.Immutable;

namespace ClipGrid.Model.Weights;

/// <summary>A tensor whose bytes are in memory.</summary>
internal sealed class MemoryTensor : WeightTensor
{
    private readonly ReadOnlyMemory<byte> _bytes;

    public MemoryTensor(TensorType type, ImmutableArray<long> shape, ReadOnlyMemory<byte> bytes)
        : base(type, shape)
    {
        if (bytes.Length != ByteCount)
            throw new ArgumentException($"A tensor of {type} [{string.Join(", ", shape)}] has {ByteCount} bytes, not {bytes.Length}.", nameof(bytes));
        _bytes = bytes;
    }

    /// <inheritdoc/>
    public override void WriteTo(Stream stream) => stream.Write(_bytes.Span);

    private protected override void CopyBytes(Span<byte> destination) => _bytes.Span.CopyTo(destination);

    private protected override void CopyFloats(Span<float> destination) => FloatConversion.ToFloats(_bytes.Span, Type, destination);
}
