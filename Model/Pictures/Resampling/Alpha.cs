namespace ClipGrid.Model.Pictures.Resampling;

/// <summary>Multiplies colours by alpha and back, with Pillow's roundings.</summary>
internal static class Alpha
{
    /// <summary>Each colour becomes colour * alpha / 255, rounded to nearest.</summary>
    public static void Multiply(ReadOnlySpan<byte> pixels, Span<byte> target)
    {
        for (int i = 0; i + 3 < pixels.Length; i += Picture.Channels)
        {
            int alpha = pixels[i + 3];
            target[i] = Multiply(pixels[i], alpha);
            target[i + 1] = Multiply(pixels[i + 1], alpha);
            target[i + 2] = Multiply(pixels[i + 2], alpha);
            target[i + 3] = (byte)alpha;
        }
    }

    /// <summary>Each colour becomes colour * 255 / alpha, cut to a whole number and to 255; where alpha is 0 it stays.</summary>
    public static void Divide(Span<byte> pixels)
    {
        for (int i = 0; i + 3 < pixels.Length; i += Picture.Channels)
        {
            int alpha = pixels[i + 3];
            if (alpha is 0 or 255)
                continue;
            pixels[i] = (byte)Math.Min(255, 255 * pixels[i] / alpha);
            pixels[i + 1] = (byte)Math.Min(255, 255 * pixels[i + 1] / alpha);
            pixels[i + 2] = (byte)Math.Min(255, 255 * pixels[i + 2] / alpha);
        }
    }

    private static byte Multiply(int colour, int alpha)
    {
        int product = colour * alpha + 128;
        return (byte)(((product >> 8) + product) >> 8);
    }
}
