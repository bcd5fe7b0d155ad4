using System.Collections.Immutable;

namespace ClipGrid.Model.Weights;

/// <summary>Tensors of one type and one shape, one above the other (first dimension).</summary>
internal sealed class StackedTensor(ImmutableArray<WeightTensor> parts)
    : WeightTensor(parts[0].Type, parts[0].Shape.SetItem(0, checked(parts.Length * parts[0].Shape[0])))
{
    internal override WeightTensor Rows(long start, long count)
    {
        // Splitting what was stacked gives the part itself back: an export after an import reads each byte once.
        long height = parts[0].Shape[0];
        return height > 0 && count == height && start % height == 0 ? parts[(int)(start / height)] : base.Rows(start, count);
    }

    private protected override void CopyBytes(Span<byte> destination)
    {
        int each = (int)parts[0].ByteCount;
        for (int i = 0; i < parts.Length; i++)
            parts[i].CopyTo(destination.Slice(i * each, each));
    }
}
