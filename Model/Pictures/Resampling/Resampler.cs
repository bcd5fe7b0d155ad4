using System.Diagnostics;

namespace ClipGrid.Model.Pictures.Resampling;

/// <summary>
/// Pillow's resize, bit for bit: a horizontal and then a vertical pass in 22-bit fixed point, each rounded and clipped to 8 bits.
/// Only the planned rectangle is computed, from only the source pixels that it needs.
/// </summary>
internal static class Resampler
{
    /// <summary>Writes <see cref="ResizePlan.CropWidth"/> x <see cref="ResizePlan.CropHeight"/> RGBA pixels.</summary>
    /// <param name="source">The picture.</param>
    /// <param name="plan">Size and wanted rectangle.</param>
    /// <param name="kind">How pixels mix. Alpha is of no use afterwards, except that colours have been weighed by it.</param>
    /// <param name="interpolation">The kernel; indexed pixels are picked by nearest neighbour whatever it says.</param>
    /// <param name="target">The result, without gaps between rows.</param>
    public static void Resize(PixelRegion source, ResizePlan plan, PixelKind kind, Interpolation interpolation, Span<byte> target)
    {
        Debug.Assert(target.Length == plan.CropWidth * plan.CropHeight * Picture.Channels, "The target has the size of the crop.");
        if (source.Width == plan.Width && source.Height == plan.Height)
            Copy(source, plan, target);
        else if (kind == PixelKind.Indexed)
            Nearest.Resize(source, plan, target);
        else
            Mix(source, plan, kind, interpolation, target);
    }

    private static void Copy(PixelRegion source, ResizePlan plan, Span<byte> target)
    {
        int rowBytes = plan.CropWidth * Picture.Channels;
        for (int y = 0; y < plan.CropHeight; y++)
            source.Row(plan.Top + y).Slice(plan.Left * Picture.Channels, rowBytes).CopyTo(target[(y * rowBytes)..]);
    }

    private static void Mix(PixelRegion source, ResizePlan plan, PixelKind kind, Interpolation interpolation, Span<byte> target)
    {
        using var columns = new AxisWeights(source.Width, plan.Width, plan.Left, plan.CropWidth, interpolation);
        using var rows = new AxisWeights(source.Height, plan.Height, plan.Top, plan.CropHeight, interpolation);
        int rowBytes = plan.CropWidth * Picture.Channels;
        int firstRow = rows.SourceStart, rowCount = rows.SourceEnd - firstRow;

        using var narrowed = new PixelBuffer(checked(rowCount * rowBytes));
        using var premultiplied = new PixelBuffer(kind == PixelKind.Alpha ? source.Width * Picture.Channels : 0);
        using var horizontal = new HorizontalPass(columns);
        for (int y = 0; y < rowCount; y++)
        {
            ReadOnlySpan<byte> row = source.Row(firstRow + y);
            if (kind == PixelKind.Alpha)
            {
                Alpha.Multiply(row, premultiplied.Span);
                row = premultiplied.Span;
            }
            horizontal.Run(row, narrowed.Span.Slice(y * rowBytes, rowBytes));
        }
        for (int y = 0; y < plan.CropHeight; y++)
            VerticalPass.Run(narrowed.Span[((rows.Start(y) - firstRow) * rowBytes)..], rows.Weights(y), target.Slice(y * rowBytes, rowBytes));
        if (kind == PixelKind.Alpha)
            Alpha.Divide(target);
    }
}
