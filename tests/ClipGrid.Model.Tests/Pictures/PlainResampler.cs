using ClipGrid.Model.Pictures;

namespace ClipGrid.Model.Tests.Pictures;

/// <summary>
/// The resize written for reading: one sample at a time, the whole picture first and the crop afterwards, no vector, no region,
/// no pool. It shares nothing with the product and is what the fast path must equal bit for bit.
/// </summary>
internal static class PlainResampler
{
    public static byte[,,] Resize(byte[,,] source_HWC, int width, int height, bool alpha, bool indexed, Interpolation interpolation)
    {
        (int sourceHeight, int sourceWidth) = (source_HWC.GetLength(0), source_HWC.GetLength(1));
        if ((sourceWidth, sourceHeight) == (width, height))
            return source_HWC;
        if (indexed)
            return Pick(source_HWC, width, height);
        byte[,,] pixels = alpha ? Map(source_HWC, (colour, a) => (int)Math.Floor(colour * a / 255.0 + 0.5)) : source_HWC;
        pixels = Transpose(Stretch(pixels, width, interpolation));
        pixels = Transpose(Stretch(pixels, height, interpolation));
        return alpha ? Map(pixels, (colour, a) => a is 0 or 255 ? colour : Math.Min(255, colour * 255 / a)) : pixels;
    }

    /// <summary>Resizes along the columns.</summary>
    private static byte[,,] Stretch(byte[,,] source, int width, Interpolation interpolation)
    {
        (int height, int sourceWidth) = (source.GetLength(0), source.GetLength(1));
        byte[,,] result = new byte[height, width, 4];
        double scale = (double)sourceWidth / width, widening = Math.Max(1, scale);
        double support = (interpolation == Interpolation.Bicubic ? 2 : 1) * widening;
        for (int x = 0; x < width; x++)
        {
            double centre = (x + 0.5) * scale;
            int start = Math.Max(0, (int)(centre - support + 0.5)), end = Math.Min(sourceWidth, (int)(centre + support + 0.5));
            double[] weights = [.. Enumerable.Range(start, end - start).Select(s => At(interpolation, (s - centre + 0.5) * (1 / widening)))];
            double total = 0;
            foreach (double weight in weights)
                total += weight;
            long[] integers = [.. weights.Select(w => (long)Math.Round(w / total * (1 << 22), MidpointRounding.AwayFromZero))];
            for (int y = 0; y < height; y++)
            {
                for (int c = 0; c < 4; c++)
                {
                    long sum = 1 << 21;
                    for (int s = start; s < end; s++)
                        sum += integers[s - start] * source[y, s, c];
                    result[y, x, c] = (byte)Math.Clamp(sum >> 22, 0, 255);
                }
            }
        }
        return result;
    }

    private static double At(Interpolation interpolation, double x)
    {
        x = Math.Abs(x);
        return interpolation == Interpolation.Bilinear ? Math.Max(0, 1 - x)
            : x < 1 ? (1.5 * x - 2.5) * x * x + 1
            : x < 2 ? (((x - 5) * x + 8) * x - 4) * -0.5
            : 0;
    }

    private static byte[,,] Pick(byte[,,] source, int width, int height)
    {
        byte[,,] result = new byte[height, width, 4];
        double stepX = (double)source.GetLength(1) / width, stepY = (double)source.GetLength(0) / height;
        double atY = stepY * 0.5;
        for (int y = 0; y < height; y++, atY += stepY)
        {
            double atX = stepX * 0.5;
            for (int x = 0; x < width; x++, atX += stepX)
            {
                for (int c = 0; c < 4; c++)
                    result[y, x, c] = source[Math.Min((int)atY, source.GetLength(0) - 1), Math.Min((int)atX, source.GetLength(1) - 1), c];
            }
        }
        return result;
    }

    private static byte[,,] Map(byte[,,] pixels, Func<int, int, int> colour)
    {
        byte[,,] result = (byte[,,])pixels.Clone();
        for (int y = 0; y < pixels.GetLength(0); y++)
        {
            for (int x = 0; x < pixels.GetLength(1); x++)
            {
                for (int c = 0; c < 3; c++)
                    result[y, x, c] = (byte)colour(pixels[y, x, c], pixels[y, x, 3]);
            }
        }
        return result;
    }

    private static byte[,,] Transpose(byte[,,] pixels)
    {
        byte[,,] result = new byte[pixels.GetLength(1), pixels.GetLength(0), 4];
        for (int y = 0; y < pixels.GetLength(0); y++)
        {
            for (int x = 0; x < pixels.GetLength(1); x++)
            {
                for (int c = 0; c < 4; c++)
                    result[x, y, c] = pixels[y, x, c];
            }
        }
        return result;
    }
}
