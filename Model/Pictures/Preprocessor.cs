using ClipGrid.Model.Pictures.Resampling;

namespace ClipGrid.Model.Pictures;

/// <summary>
/// Resizes, crops and normalises pictures as the reference does (torchvision's Resize and CenterCrop over Pillow, then RGB, then
/// ToTensor and Normalize), level for level and bit for bit. Thread-safe.
/// </summary>
public sealed class Preprocessor
{
    private readonly Normaliser _normaliser;

    /// <summary>Prepares for one model's pictures.</summary>
    /// <param name="config">The model's preprocessing.</param>
    /// <exception cref="ArgumentException">A value cannot be used; the message says which and what it may be.</exception>
    public Preprocessor(PreprocessConfig config)
    {
        Config = config;
        _normaliser = new Normaliser(config);
    }

    /// <summary>What was asked for.</summary>
    public PreprocessConfig Config { get; }

    /// <summary>Floats of one result: 3 * size * size.</summary>
    public int PixelCount => 3 * Config.Size * Config.Size;

    /// <summary>Resizes, crops and normalises.</summary>
    /// <param name="picture">Any decoded picture; unchanged.</param>
    /// <param name="pixels_CHW">Receives <see cref="PixelCount"/> normalised floats: all red, all green, all blue, row-major.</param>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public void Run(Picture picture, Span<float> pixels_CHW)
    {
        using PixelBuffer square = Square(picture);
        _normaliser.ToFloats(square.Span, pixels_CHW);
    }

    /// <summary>Resizes and crops without normalising: what the model will see, for a person to look at.</summary>
    /// <param name="picture">Any decoded picture; unchanged.</param>
    /// <param name="pixels_HWC">Receives <see cref="PixelCount"/> bytes: red, green, blue per pixel, row-major.</param>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public void Crop(Picture picture, Span<byte> pixels_HWC)
    {
        if (pixels_HWC.Length != PixelCount)
            throw new ArgumentException($"A crop takes {PixelCount} bytes, but room for {pixels_HWC.Length} was given.", nameof(pixels_HWC));
        using PixelBuffer square = Square(picture);
        for (int from = 0, to = 0; to < pixels_HWC.Length; from += Picture.Channels, to += 3)
            square.Span.Slice(from, 3).CopyTo(pixels_HWC[to..]);
    }

    private PixelBuffer Square(Picture picture)
    {
        using Picture? turned = Config.ApplyOrientation ? Upright.Turn(picture) : null;
        Picture upright = turned ?? picture;
        ResizePlan plan = ResizePlan.For(upright.Width, upright.Height, Config.Size, Config.Resize);
        var square = new PixelBuffer(Config.Size * Config.Size * Picture.Channels);
        if (plan.CropWidth == Config.Size && plan.CropHeight == Config.Size)
            Resampler.Resize(new PixelRegion(upright), plan, Kind(upright.Header.Mode, Config), Config.Interpolation, square.Span);
        else
            Pad(upright, plan, square.Span);
        return square;
    }

    private void Pad(Picture picture, ResizePlan plan, Span<byte> square)
    {
        int rowBytes = plan.CropWidth * Picture.Channels;
        using var resized = new PixelBuffer(rowBytes * plan.CropHeight);
        Resampler.Resize(new PixelRegion(picture), plan, Kind(picture.Header.Mode, Config), Config.Interpolation, resized.Span);
        square.Fill(Config.Fill);
        for (int y = 0; y < plan.CropHeight; y++)
            resized.Span.Slice(y * rowBytes, rowBytes).CopyTo(square[(((plan.PadTop + y) * Config.Size + plan.PadLeft) * Picture.Channels)..]);
    }

    /// <summary>How pixels of a mode may mix; after RGB conversion all modes are alike.</summary>
    internal static PixelKind Kind(PictureMode mode, PreprocessConfig config) => config.ConvertRgbFirst
        ? PixelKind.Opaque
        : mode switch
        {
            PictureMode.Bilevel or PictureMode.Palette => PixelKind.Indexed,
            PictureMode.GreyAlpha or PictureMode.Rgba => PixelKind.Alpha,
            _ => PixelKind.Opaque,
        };
}
