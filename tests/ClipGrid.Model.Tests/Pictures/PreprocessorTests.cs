using System.Collections.Immutable;
using ClipGrid.Model.Pictures;
using Xunit;

namespace ClipGrid.Model.Tests.Pictures;

public class PreprocessorTests
{
    private static readonly PreprocessConfig Base = new() { Size = 24 };

    /// <summary>Every field of the configuration, changed.</summary>
    public static TheoryData<string, PreprocessConfig, PreprocessConfig> Changes => new()
    {
        { nameof(PreprocessConfig.Size), Base, Base with { Size = 25 } },
        { nameof(PreprocessConfig.Mean), Base, Base with { Mean = [0.5f, 0.4578275f, 0.40821073f] } },
        { nameof(PreprocessConfig.Std), Base, Base with { Std = [0.26862954f, 0.26130258f, 0.5f] } },
        { nameof(PreprocessConfig.Resize), Base, Base with { Resize = ResizeMode.Squash } },
        { "Longest", Base, Base with { Resize = ResizeMode.Longest } },
        { nameof(PreprocessConfig.Interpolation), Base, Base with { Interpolation = Interpolation.Bilinear } },
        { nameof(PreprocessConfig.ConvertRgbFirst), Base, Base with { ConvertRgbFirst = true } },
        { nameof(PreprocessConfig.ApplyOrientation), Base, Base with { ApplyOrientation = true } },
        { nameof(PreprocessConfig.Fill), Base with { Resize = ResizeMode.Longest }, Base with { Resize = ResizeMode.Longest, Fill = 128 } },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Run_AnyFieldChanged_GivesAnotherResult(string field, PreprocessConfig before, PreprocessConfig after)
    {
        Assert.NotEmpty(field);
        using Picture plain = Samples.ToPicture(Samples.Noise(50, 40, seed: 1));
        var buffer = new PixelBuffer(plain.Pixels.Length);
        plain.Pixels.CopyTo(buffer.Span);
        using var picture = new Picture(plain.Header with { Orientation = PictureOrientation.TurnClockwise }, buffer);
        Assert.False(Run(before, picture).SequenceEqual(Run(after, picture)));
    }

    [Fact]
    public void Run_Longest_FillsAroundThePicture()
    {
        var preprocessor = new Preprocessor(new PreprocessConfig { Size = 8, Resize = ResizeMode.Longest, Fill = 9 });
        using Picture picture = Picture.FromSamples(16, 8, PictureMode.Grey, [.. Enumerable.Repeat<byte>(200, 128)]);
        byte[] pixels_HWC = new byte[preprocessor.PixelCount];
        preprocessor.Crop(picture, pixels_HWC);
        for (int y = 0; y < 8; y++)
            Assert.All(pixels_HWC.Skip(y * 24).Take(24), level => Assert.Equal(y is >= 2 and < 6 ? 200 : 9, level));
    }

    [Fact]
    public void Run_NormalisesChannelByChannel_InSinglePrecision()
    {
        using Picture picture = Picture.FromSamples(1, 1, PictureMode.Rgb, [10, 20, 30]);
        PreprocessConfig config = new() { Size = 1 };
        Assert.Equal(
            [(10 / 255f - config.Mean[0]) / config.Std[0], (20 / 255f - config.Mean[1]) / config.Std[1], (30 / 255f - config.Mean[2]) / config.Std[2]],
            Run(config, picture));
    }

    [Fact]
    public void Constructor_UselessValue_SaysWhich()
    {
        Assert.Contains("size", Message(Base with { Size = 0 }), StringComparison.Ordinal);
        Assert.Contains("size", Message(Base with { Size = 5000 }), StringComparison.Ordinal);
        Assert.Contains("mean", Message(Base with { Mean = [1, 2] }), StringComparison.Ordinal);
        Assert.Contains("mean", Message(Base with { Mean = default }), StringComparison.Ordinal);
        Assert.Contains("std", Message(Base with { Std = [1, 0, 1] }), StringComparison.Ordinal);
        Assert.Contains("std", Message(Base with { Std = ImmutableArray.Create(1, float.NaN, 1) }), StringComparison.Ordinal);
        Assert.Contains("Resize", Message(Base with { Resize = (ResizeMode)9 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_WrongLength_Throws()
    {
        using Picture picture = Picture.FromSamples(1, 1, PictureMode.Rgb, [10, 20, 30]);
        var preprocessor = new Preprocessor(Base);
        Assert.Throws<ArgumentException>(() => preprocessor.Run(picture, new float[5]));
        Assert.Throws<ArgumentException>(() => preprocessor.Crop(picture, new byte[5]));
    }

    private static string Message(PreprocessConfig config) => Assert.Throws<ArgumentException>(() => new Preprocessor(config)).Message;

    private static float[] Run(PreprocessConfig config, Picture picture)
    {
        var preprocessor = new Preprocessor(config);
        float[] pixels_CHW = new float[preprocessor.PixelCount];
        preprocessor.Run(picture, pixels_CHW);
        return pixels_CHW;
    }
}
