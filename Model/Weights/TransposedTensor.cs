using System.Runtime.InteropServices;

namespace ClipGrid.Model.Weights;

/// <summary>A matrix with rows and columns exchanged: Hugging Face's linear projections are the transpose of OpenAI's.</summary>
internal sealed class TransposedTensor(WeightTensor source) : WeightTensor(source.Type, [source.Shape[1], source.Shape[0]])
{
    internal override WeightTensor Transposed() => source;

    private protected override void CopyBytes(Span<byte> destination)
    {
        byte[] bytes = source.ToBytes();
        switch (Type.ByteSize())
        {
            case 1: Transpose<byte>(bytes, destination); break;
            case 2: Transpose<ushort>(bytes, destination); break;
            case 4: Transpose<uint>(bytes, destination); break;
            default: Transpose<ulong>(bytes, destination); break;
        }
    }

    private void Transpose<T>(ReadOnlySpan<byte> from, Span<byte> to)
        where T : unmanaged
    {
        ReadOnlySpan<T> rows = MemoryMarshal.Cast<byte, T>(from);
        Span<T> columns = MemoryMarshal.Cast<byte, T>(to);
        int height = (int)source.Shape[0], width = (int)source.Shape[1];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                columns[x * height + y] = rows[y * width + x];
    }
}
