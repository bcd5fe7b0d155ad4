using System.Collections.Immutable;

namespace ClipGrid.Model.Pictures;

/// <summary>What happens between a decoded picture and the image tower. Part of a model: another value, another embedding.</summary>
public sealed record PreprocessConfig
{
    /// <summary>Side of the square result, in pixels.</summary>
    public required int Size { get; init; }

    /// <summary>Mean per channel (red, green, blue), in 0…1; subtracted before the division.</summary>
    public ImmutableArray<float> Mean { get; init; } = [0.48145466f, 0.4578275f, 0.40821073f];

    /// <summary>Standard deviation per channel (red, green, blue), in 0…1.</summary>
    public ImmutableArray<float> Std { get; init; } = [0.26862954f, 0.26130258f, 0.27577711f];

    /// <summary>How a rectangle becomes a square.</summary>
    public ResizeMode Resize { get; init; } = ResizeMode.Shortest;

    /// <summary>The resampling kernel.</summary>
    public Interpolation Interpolation { get; init; } = Interpolation.Bicubic;

    /// <summary>
    /// False (OpenAI's order): the resize runs in the file's own mode, so palettes are resized by nearest neighbour, and RGB
    /// conversion comes last. True (Hugging Face's image processor): RGB conversion comes first.
    /// </summary>
    public bool ConvertRgbFirst { get; init; }

    /// <summary>True turns a picture upright by its EXIF orientation; the reference ignores it, so the default is false.</summary>
    public bool ApplyOrientation { get; init; }

    /// <summary>Grey level 0…255 around a picture resized by its longest side.</summary>
    public byte Fill { get; init; }

    /// <inheritdoc/>
    public bool Equals(PreprocessConfig? other) =>
        other is not null
        && (Size, Resize, Interpolation, ConvertRgbFirst, ApplyOrientation, Fill)
            == (other.Size, other.Resize, other.Interpolation, other.ConvertRgbFirst, other.ApplyOrientation, other.Fill)
        && Mean.AsSpan().SequenceEqual(other.Mean.AsSpan()) && Std.AsSpan().SequenceEqual(other.Std.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Size, Resize, Interpolation, ConvertRgbFirst, ApplyOrientation, Fill);
}
