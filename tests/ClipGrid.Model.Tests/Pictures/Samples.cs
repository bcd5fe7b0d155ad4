using ClipGrid.Model.Pictures;
using SkiaSharp;

namespace ClipGrid.Model.Tests.Pictures;

/// <summary>Pictures to test with.</summary>
internal static class Samples
{
    /// <summary>RGBA noise with hard edges and many fully opaque and fully transparent pixels.</summary>
    public static byte[,,] Noise(int width, int height, int seed)
    {
        var random = new Random(seed);
        byte[,,] samples_HWC = new byte[height, width, 4];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                for (int c = 0; c < 4; c++)
                    samples_HWC[y, x, c] = random.Next(4) switch { 0 => 0, 1 => 255, _ => (byte)random.Next(256) };
            }
        }
        return samples_HWC;
    }

    public static Picture ToPicture(byte[,,] samples_HWC)
    {
        byte[] flat = new byte[samples_HWC.Length];
        Buffer.BlockCopy(samples_HWC, 0, flat, 0, flat.Length);
        return Picture.FromSamples(samples_HWC.GetLength(1), samples_HWC.GetLength(0), PictureMode.Rgba, flat);
    }

    public static byte[] Cut(byte[,,] samples_HWC, int left, int top, int width, int height)
    {
        byte[] result = new byte[width * height * 4];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                for (int c = 0; c < 4; c++)
                    result[(y * width + x) * 4 + c] = samples_HWC[top + y, left + x, c];
            }
        }
        return result;
    }

    /// <summary>Smooth light, round shapes and a little noise: compresses about like a photograph.</summary>
    public static byte[] Photo(int width, int height, int seed, SKEncodedImageFormat format = SKEncodedImageFormat.Jpeg, int quality = 90)
    {
        var random = new Random(seed);
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        double[] phase = [.. Enumerable.Range(0, 6).Select(_ => random.NextDouble() * 6)];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                bool inside = (x - width * 0.4) * (x - width * 0.4) + (y - height * 0.6) * (y - height * 0.6) < width * height * 0.05;
                byte Level(int c) => (byte)Math.Clamp(
                    128 + 70 * Math.Sin(x * 0.013 * (c + 1) + phase[c]) + 40 * Math.Cos(y * 0.021 + phase[c + 3]) + (inside ? 40 : 0) + random.Next(-9, 10), 0, 255);
                bitmap.SetPixel(x, y, new SKColor(Level(0), Level(1), Level(2)));
            }
        }
        using SKData data = bitmap.Encode(format, quality);
        return data.ToArray();
    }
}
