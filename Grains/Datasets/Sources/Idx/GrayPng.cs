using System.Runtime.InteropServices;
using SkiaSharp;

namespace ClipGrid.Grains.Datasets.Sources.Idx;

/// <summary>Writes gray pixels as PNG without loss; the same pixels give the same bytes.</summary>
internal static class GrayPng
{
    private static readonly SKPngEncoderOptions Options = new(SKPngEncoderFilterFlags.NoFilters, 6);

    /// <summary>A PNG of one byte a pixel, 0 black to 255 white, row by row.</summary>
    public static byte[] Encode(byte[] pixels, int width, int height)
    {
        GCHandle pinned = GCHandle.Alloc(pixels, GCHandleType.Pinned);
        try
        {
            using var map = new SKPixmap(new SKImageInfo(width, height, SKColorType.Gray8, SKAlphaType.Opaque), pinned.AddrOfPinnedObject(), width);
            using SKData data = map.Encode(Options) ?? throw new InvalidOperationException($"A gray picture of {width} x {height} pixels could not be written as PNG.");
            return data.ToArray();
        }
        finally
        {
            pinned.Free();
        }
    }
}
