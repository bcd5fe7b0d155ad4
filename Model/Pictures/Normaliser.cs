namespace ClipGrid.Model.Pictures;

/// <summary>
/// (level / 255 - mean) / std per channel, looked up: there are only 256 levels, and the table is computed in the reference's
/// own single precision.
/// </summary>
internal sealed class Normaliser
{
    private const int LargestSize = 4096, Levels = 256;

    private readonly float[] _red, _green, _blue;
    private readonly int _planeLength;

    /// <exception cref="ArgumentException">The configuration cannot be used.</exception>
    public Normaliser(PreprocessConfig config)
    {
        if (config.Size is < 1 or > LargestSize)
            throw new ArgumentException($"The preprocessing's size is {config.Size}; it must be 1 to {LargestSize} pixels.", nameof(config));
        if (!Enum.IsDefined(config.Resize) || !Enum.IsDefined(config.Interpolation))
            throw new ArgumentException($"Resize mode {config.Resize} with interpolation {config.Interpolation} is not known.", nameof(config));
        if (config.Mean.IsDefault || config.Mean.Length != 3 || !config.Mean.All(float.IsFinite))
            throw new ArgumentException("The preprocessing's mean must be three numbers: red, green, blue.", nameof(config));
        if (config.Std.IsDefault || config.Std.Length != 3 || !config.Std.All(s => float.IsFinite(s) && s > 0))
            throw new ArgumentException("The preprocessing's std must be three positive numbers: red, green, blue.", nameof(config));
        _planeLength = config.Size * config.Size;
        (_red, _green, _blue) = (Table(config, 0), Table(config, 1), Table(config, 2));
    }

    /// <param name="pixels">RGBA, row-major.</param>
    /// <param name="pixels_CHW">Three planes.</param>
    public void ToFloats(ReadOnlySpan<byte> pixels, Span<float> pixels_CHW)
    {
        if (pixels_CHW.Length != 3 * _planeLength)
            throw new ArgumentException($"One picture takes {3 * _planeLength} floats, but room for {pixels_CHW.Length} was given.", nameof(pixels_CHW));
        ReadOnlySpan<float> red = _red, green = _green, blue = _blue;
        Span<float> reds = pixels_CHW[.._planeLength], greens = pixels_CHW.Slice(_planeLength, reds.Length), blues = pixels_CHW.Slice(2 * _planeLength, reds.Length);
        pixels = pixels[..(reds.Length * Picture.Channels)];
        for (int i = 0; i < reds.Length; i++)
        {
            reds[i] = red[pixels[i * Picture.Channels]];
            greens[i] = green[pixels[i * Picture.Channels + 1]];
            blues[i] = blue[pixels[i * Picture.Channels + 2]];
        }
    }

    private static float[] Table(PreprocessConfig config, int channel)
    {
        float[] table = new float[Levels];
        for (int level = 0; level < Levels; level++)
            table[level] = (level / 255f - config.Mean[channel]) / config.Std[channel];
        return table;
    }
}
