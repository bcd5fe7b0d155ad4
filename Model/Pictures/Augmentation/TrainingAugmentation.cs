namespace ClipGrid.Model.Pictures.Augmentation;

/// <summary>How training varies its pictures. The defaults are open_clip's: a random crop of 90 to 100 % of the area, nothing else.</summary>
public sealed record TrainingAugmentation
{
    /// <summary>Smallest share of the picture's area that a crop keeps, above 0 and at most <see cref="MaxScale"/>.</summary>
    public float MinScale { get; init; } = 0.9f;

    /// <summary>Largest share of the area, at most 1.</summary>
    public float MaxScale { get; init; } = 1;

    /// <summary>Smallest width / height of a crop, above 0.</summary>
    public float MinRatio { get; init; } = 3f / 4;

    /// <summary>Largest width / height of a crop.</summary>
    public float MaxRatio { get; init; } = 4f / 3;

    /// <summary>Probability of mirroring left to right, 0…1.</summary>
    public float FlipProbability { get; init; }

    /// <summary>Probability that colours are jittered at all, 0…1.</summary>
    public float JitterProbability { get; init; }

    /// <summary>Brightness is multiplied by 1 ± up to this; 0 or more.</summary>
    public float Brightness { get; init; }

    /// <summary>Contrast is multiplied by 1 ± up to this; 0 or more.</summary>
    public float Contrast { get; init; }

    /// <summary>Saturation is multiplied by 1 ± up to this; 0 or more.</summary>
    public float Saturation { get; init; }

    /// <summary>Hue turns by up to this share of the circle either way; 0…0.5.</summary>
    public float Hue { get; init; }

    /// <summary>Probability that colours are dropped, 0…1; after the jitter.</summary>
    public float GrayscaleProbability { get; init; }

    /// <exception cref="ArgumentException">A value is outside its range; the message names it.</exception>
    internal void Validate()
    {
        Require(MinScale is > 0 and <= 1, nameof(MinScale), MinScale, "above 0 and at most 1");
        Require(MaxScale is > 0 and <= 1 && MaxScale >= MinScale, nameof(MaxScale), MaxScale, $"from {nameof(MinScale)} to 1");
        Require(MinRatio > 0 && float.IsFinite(MinRatio), nameof(MinRatio), MinRatio, "above 0");
        Require(MaxRatio >= MinRatio && float.IsFinite(MaxRatio), nameof(MaxRatio), MaxRatio, $"at least {nameof(MinRatio)}");
        Require(Hue is >= 0 and <= 0.5f, nameof(Hue), Hue, "0 to 0.5");
        foreach ((string name, float value) in new[] { (nameof(FlipProbability), FlipProbability), (nameof(JitterProbability), JitterProbability), (nameof(GrayscaleProbability), GrayscaleProbability) })
            Require(value is >= 0 and <= 1, name, value, "0 to 1");
        foreach ((string name, float value) in new[] { (nameof(Brightness), Brightness), (nameof(Contrast), Contrast), (nameof(Saturation), Saturation) })
            Require(value >= 0 && float.IsFinite(value), name, value, "0 or more");
    }

    private static void Require(bool holds, string name, float value, string range)
    {
        if (!holds)
            throw new ArgumentException($"The augmentation's {name} is {value}; it must be {range}.", name);
    }
}
