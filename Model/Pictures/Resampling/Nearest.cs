using System.Buffers;
using System.Runtime.InteropServices;

namespace ClipGrid.Model.Pictures.Resampling;

/// <summary>Picks pixels as Pillow does: the source position is summed up step by step, with the roundings that this brings.</summary>
internal static class Nearest
{
    public static void Resize(PixelRegion source, ResizePlan plan, Span<byte> target)
    {
        int[] columns = ArrayPool<int>.Shared.Rent(plan.CropWidth), rows = ArrayPool<int>.Shared.Rent(plan.CropHeight);
        Positions(source.Width, plan.Width, plan.Left, columns.AsSpan(0, plan.CropWidth));
        Positions(source.Height, plan.Height, plan.Top, rows.AsSpan(0, plan.CropHeight));
        Span<uint> pixels = MemoryMarshal.Cast<byte, uint>(target);
        for (int y = 0; y < plan.CropHeight; y++)
        {
            ReadOnlySpan<uint> row = MemoryMarshal.Cast<byte, uint>(source.Row(rows[y]));
            Span<uint> wanted = pixels.Slice(y * plan.CropWidth, plan.CropWidth);
            for (int x = 0; x < wanted.Length; x++)
                wanted[x] = row[columns[x]];
        }
        ArrayPool<int>.Shared.Return(columns);
        ArrayPool<int>.Shared.Return(rows);
    }

    private static void Positions(int source, int resized, int first, Span<int> positions)
    {
        double step = (double)source / resized, position = step * 0.5;
        for (int i = 0; i < first; i++)
            position += step;
        foreach (ref int wanted in positions)
        {
            wanted = Math.Min((int)position, source - 1);
            position += step;
        }
    }
}
