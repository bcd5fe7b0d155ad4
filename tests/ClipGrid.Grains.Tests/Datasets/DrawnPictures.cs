using SkiaSharp;

namespace ClipGrid.Grains.Tests.Datasets;

/// <summary>Pictures to test with.</summary>
internal static class DrawnPictures
{
    /// <summary>A picture of noise that the seed decides.</summary>
    public static byte[] Noise(int seed, int width = 12, int height = 8, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        Random random = new(seed);
        using SKBitmap bitmap = new(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
                bitmap.SetPixel(x, y, new SKColor((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256)));
        }
        using SKData data = bitmap.Encode(format, 90);
        return data.ToArray();
    }
}
