using System.Runtime.InteropServices;
using ClipGrid.Model.Pictures.Resampling;
using ClipGrid.Model.Randomness;

namespace ClipGrid.Model.Pictures.Augmentation;

/// <summary>
/// Prepares pictures for training: a random crop resized to the model's square in the picture's own mode, then RGB, mirroring,
/// colours, and normalisation. The result is a pure function of picture, configuration and <see cref="SampleId"/>. Thread-safe.
/// </summary>
public sealed class Augmenter
{
    private readonly PreprocessConfig _config;
    private readonly TrainingAugmentation _augmentation;
    private readonly Normaliser _normaliser;

    /// <summary>Prepares for one model and one way of varying.</summary>
    /// <param name="config">The model's preprocessing; its <see cref="PreprocessConfig.Resize"/> has no say, the crop fills the square.</param>
    /// <param name="augmentation">How pictures vary.</param>
    /// <exception cref="ArgumentException">A value cannot be used; the message says which and what it may be.</exception>
    public Augmenter(PreprocessConfig config, TrainingAugmentation augmentation)
    {
        augmentation.Validate();
        _config = config;
        _augmentation = augmentation;
        _normaliser = new Normaliser(config);
    }

    /// <summary>Floats of one result: 3 * size * size.</summary>
    public int PixelCount => 3 * _config.Size * _config.Size;

    /// <summary>Crops, varies and normalises.</summary>
    /// <param name="picture">Any decoded picture; unchanged.</param>
    /// <param name="sample">What the variation is drawn from.</param>
    /// <param name="pixels_CHW">Receives <see cref="PixelCount"/> normalised floats: all red, all green, all blue, row-major.</param>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public void Run(Picture picture, SampleId sample, Span<float> pixels_CHW)
    {
        using Picture? turned = _config.ApplyOrientation ? Upright.Turn(picture) : null;
        Picture upright = turned ?? picture;
        var random = sample.Random();
        CropRectangle crop = CropRectangle.Draw(upright.Width, upright.Height, _augmentation, ref random);
        ResizePlan plan = ResizePlan.For(crop.Width, crop.Height, _config.Size, ResizeMode.Squash);
        using var square = new PixelBuffer(_config.Size * _config.Size * Picture.Channels);
        var region = new PixelRegion(upright, crop.Left, crop.Top, crop.Width, crop.Height);
        Resampler.Resize(region, plan, Preprocessor.Kind(upright.Header.Mode, _config), _config.Interpolation, square.Span);
        Vary(square.Span, ref random);
        _normaliser.ToFloats(square.Span, pixels_CHW);
    }

    private void Vary(Span<byte> square, ref RandomSequence random)
    {
        if (random.Chance(_augmentation.FlipProbability))
        {
            Span<uint> pixels = MemoryMarshal.Cast<byte, uint>(square);
            for (int y = 0; y < _config.Size; y++)
                pixels.Slice(y * _config.Size, _config.Size).Reverse();
        }
        if (random.Chance(_augmentation.JitterProbability))
            ColourJitter.Run(square, _augmentation, ref random);
        if (random.Chance(_augmentation.GrayscaleProbability))
            Colours.Saturate(square, 0);
    }
}
