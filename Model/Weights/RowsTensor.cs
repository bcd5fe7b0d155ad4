namespace ClipGrid.Model.Weights;

/// <summary>Some consecutive rows (first dimension) of another tensor.</summary>
internal sealed class RowsTensor(WeightTensor source, long start, long count)
    : WeightTensor(source.Type, source.Shape.SetItem(0, count))
{
    private protected override void CopyBytes(Span<byte> destination)
    {
        long rowByteCount = source.Shape[0] == 0 ? 0 : source.ByteCount / source.Shape[0];
        source.ToBytes().AsSpan(checked((int)(start * rowByteCount)), destination.Length).CopyTo(destination);
    }
}
