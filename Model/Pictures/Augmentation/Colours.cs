namespace ClipGrid.Model.Pictures.Augmentation;

/// <summary>
/// Colour operations on RGBA pixels in place. Each of the first three moves a pixel away from or towards a reference: black, the
/// picture's mean grey, its own grey; factor 1 changes nothing, 0 gives the reference. Grey is ITU-R BT.601 luma.
/// </summary>
internal static class Colours
{
    public static void Brighten(Span<byte> pixels, float factor) => BlendAll(pixels, 0, factor);

    public static void Contrast(Span<byte> pixels, float factor)
    {
        if (factor == 1)
            return;
        long sum = 0;
        for (int i = 0; i + 3 < pixels.Length; i += Picture.Channels)
            sum += Luma(pixels[i..]);
        BlendAll(pixels, (int)((double)sum / (pixels.Length / Picture.Channels) + 0.5), factor);
    }

    public static void Saturate(Span<byte> pixels, float factor)
    {
        if (factor == 1)
            return;
        for (int i = 0; i + 3 < pixels.Length; i += Picture.Channels)
        {
            int grey = Luma(pixels[i..]);
            pixels[i] = Blend(grey, pixels[i], factor);
            pixels[i + 1] = Blend(grey, pixels[i + 1], factor);
            pixels[i + 2] = Blend(grey, pixels[i + 2], factor);
        }
    }

    /// <summary>Turns the hue of the hexagonal HSV model; brightest and darkest channel values stay (Smith 1978).</summary>
    /// <param name="pixels">RGBA.</param>
    /// <param name="turn">Share of the circle.</param>
    public static void TurnHue(Span<byte> pixels, float turn)
    {
        if (turn == 0)
            return;
        for (int i = 0; i + 3 < pixels.Length; i += Picture.Channels)
        {
            float red = pixels[i], green = pixels[i + 1], blue = pixels[i + 2];
            float high = Math.Max(red, Math.Max(green, blue)), span = high - Math.Min(red, Math.Min(green, blue));
            if (span == 0)
                continue;
            float sixth = high == red ? (green - blue) / span : high == green ? (blue - red) / span + 2 : (red - green) / span + 4;
            sixth += turn * 6;
            pixels[i] = Channel(sixth + 5, high, span);
            pixels[i + 1] = Channel(sixth + 3, high, span);
            pixels[i + 2] = Channel(sixth + 1, high, span);
        }
    }

    /// <summary>A channel's level at an angle of the hexagon: up for one sixth, level for two, down for one, off for two.</summary>
    private static byte Channel(float sixth, float high, float span)
    {
        float angle = sixth - 6 * MathF.Floor(sixth / 6);
        return (byte)(high - span * Math.Clamp(Math.Min(angle, 4 - angle), 0, 1) + 0.5f);
    }

    private static int Luma(ReadOnlySpan<byte> pixel) => (pixel[0] * 19595 + pixel[1] * 38470 + pixel[2] * 7471 + 0x8000) >> 16;

    private static void BlendAll(Span<byte> pixels, int reference, float factor)
    {
        if (factor == 1)
            return;
        Span<byte> levels = stackalloc byte[256];
        for (int level = 0; level < levels.Length; level++)
            levels[level] = Blend(reference, level, factor);
        for (int i = 0; i + 3 < pixels.Length; i += Picture.Channels)
        {
            pixels[i] = levels[pixels[i]];
            pixels[i + 1] = levels[pixels[i + 1]];
            pixels[i + 2] = levels[pixels[i + 2]];
        }
    }

    private static byte Blend(int reference, int level, float factor) => (byte)Math.Clamp(reference + factor * (level - reference), 0, 255);
}
