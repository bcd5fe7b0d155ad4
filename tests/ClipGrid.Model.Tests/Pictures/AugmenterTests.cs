using ClipGrid.Model.Pictures;
using ClipGrid.Model.Pictures.Augmentation;
using ClipGrid.Model.Randomness;
using CsCheck;
using Xunit;

namespace ClipGrid.Model.Tests.Pictures;

public class AugmenterTests
{
    private static readonly PreprocessConfig Config = new() { Size = 20 };

    private static readonly TrainingAugmentation Lively = new()
    {
        MinScale = 0.3f,
        FlipProbability = 0.5f,
        JitterProbability = 0.8f,
        Brightness = 0.4f,
        Contrast = 0.4f,
        Saturation = 0.4f,
        Hue = 0.1f,
        GrayscaleProbability = 0.2f,
    };

    /// <summary>Every field, changed alone where that can be seen.</summary>
    public static TheoryData<string, TrainingAugmentation> Changes => new()
    {
        { nameof(TrainingAugmentation.MinScale), Lively with { MinScale = 0.5f } },
        { nameof(TrainingAugmentation.MaxScale), Lively with { MaxScale = 0.6f } },
        { nameof(TrainingAugmentation.MinRatio), Lively with { MinRatio = 1 } },
        { nameof(TrainingAugmentation.MaxRatio), Lively with { MaxRatio = 1 } },
        { nameof(TrainingAugmentation.FlipProbability), Lively with { FlipProbability = 0 } },
        { nameof(TrainingAugmentation.JitterProbability), Lively with { JitterProbability = 0 } },
        { nameof(TrainingAugmentation.Brightness), Lively with { Brightness = 0 } },
        { nameof(TrainingAugmentation.Contrast), Lively with { Contrast = 0 } },
        { nameof(TrainingAugmentation.Saturation), Lively with { Saturation = 0 } },
        { nameof(TrainingAugmentation.Hue), Lively with { Hue = 0 } },
        { nameof(TrainingAugmentation.GrayscaleProbability), Lively with { GrayscaleProbability = 1 } },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Run_AnyFieldChanged_GivesOtherResults(string field, TrainingAugmentation changed)
    {
        Assert.NotEmpty(field);
        Assert.Contains(Enumerable.Range(0, 20), item => !Run(Lively, new SampleId(1, 0, item)).SequenceEqual(Run(changed, new SampleId(1, 0, item))));
    }

    [Fact]
    public void Run_SameSample_GivesTheSameBits() => Gen.Select(Gen.ULong, Gen.Long, Gen.Long).Sample(
        (seed, epoch, item) => Assert.Equal(Run(Lively, new SampleId(seed, epoch, item)), Run(Lively, new SampleId(seed, epoch, item))), iter: 30);

    [Fact]
    public void Run_OtherSeedEpochOrItem_GivesAnotherResult()
    {
        float[] one = Run(Lively, new SampleId(1, 2, 3));
        Assert.NotEqual(one, Run(Lively, new SampleId(2, 2, 3)));
        Assert.NotEqual(one, Run(Lively, new SampleId(1, 3, 3)));
        Assert.NotEqual(one, Run(Lively, new SampleId(1, 2, 4)));
    }

    [Fact]
    public void Run_WholePictureWithoutVariation_EqualsSquash()
    {
        var still = new TrainingAugmentation { MinScale = 1, MinRatio = 1, MaxRatio = 1 };
        var squash = new Preprocessor(Config with { Resize = ResizeMode.Squash });
        using Picture picture = Samples.ToPicture(Samples.Noise(37, 37, seed: 8));
        float[] expected = new float[squash.PixelCount], actual = new float[squash.PixelCount];
        squash.Run(picture, expected);
        new Augmenter(Config, still).Run(picture, new SampleId(1, 0, 0), actual);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Run_AlwaysFlipped_MirrorsEveryRow()
    {
        var still = new TrainingAugmentation { MinScale = 1, MinRatio = 1, MaxRatio = 1 };
        using Picture picture = Samples.ToPicture(Samples.Noise(37, 37, seed: 8));
        float[] plain = new float[1200], flipped = new float[1200];
        new Augmenter(Config, still).Run(picture, new SampleId(1, 0, 0), plain);
        new Augmenter(Config, still with { FlipProbability = 1 }).Run(picture, new SampleId(1, 0, 0), flipped);
        Assert.Equal(plain.Chunk(20).SelectMany(row => row.Reverse()), flipped);
    }

    [Fact]
    public void Draw_AnyPicture_KeepsScaleAndProportions() => Gen.Select(Gen.Int[1, 600], Gen.Int[1, 600], Gen.ULong).Sample((width, height, seed) =>
    {
        var random = new SampleId(seed, 0, 0).Random();
        CropRectangle crop = CropRectangle.Draw(width, height, Lively, ref random);
        Assert.InRange(crop.Left, 0, width - crop.Width);
        Assert.InRange(crop.Top, 0, height - crop.Height);
        Assert.True(crop.Width >= 1 && crop.Height >= 1);
        // One pixel of rounding either way.
        Assert.True(crop.Width - 1 <= (crop.Height + 1) * Lively.MaxRatio && crop.Width + 1 >= (crop.Height - 1) * Lively.MinRatio, $"{crop} of {width} x {height}");
    });

    [Fact]
    public void Draw_ManyTimes_SpreadsAreaUniformly()
    {
        double[] shares = [.. Enumerable.Range(0, 4000).Select(item =>
        {
            var random = new SampleId(5, 0, item).Random();
            CropRectangle crop = CropRectangle.Draw(1000, 1000, Lively with { MaxScale = 0.7f }, ref random);
            return crop.Width * crop.Height / 1e6;
        })];
        Assert.InRange(shares.Average(), 0.49, 0.51);
        Assert.InRange(shares.Min(), 0.299, 0.31);
        Assert.InRange(shares.Max(), 0.69, 0.701);
    }

    [Fact]
    public void Random_KnownSample_GivesTheNumbersOfAnotherImplementation()
    {
        RandomSequence random = new SampleId(1, 2, 3).Random();
        Assert.Equal([59, 841, 928], [random.Below(1000), random.Below(1000), random.Below(1000)]);
    }

    [Fact]
    public void Below_ManyDraws_AreEven()
    {
        var random = new SampleId(9, 9, 9).Random();
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++)
            counts[random.Below(7)]++;
        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
    }

    [Fact]
    public void Constructor_UselessValue_SaysWhich()
    {
        foreach ((string name, TrainingAugmentation wrong) in new (string, TrainingAugmentation)[]
        {
            ("MinScale", new() { MinScale = 0 }), ("MaxScale", new() { MaxScale = 0.5f }), ("MinRatio", new() { MinRatio = -1 }),
            ("MaxRatio", new() { MaxRatio = 0.1f }), ("Hue", new() { Hue = 0.6f }), ("FlipProbability", new() { FlipProbability = 2 }),
            ("JitterProbability", new() { JitterProbability = float.NaN }), ("GrayscaleProbability", new() { GrayscaleProbability = -1 }),
            ("Brightness", new() { Brightness = -1 }), ("Contrast", new() { Contrast = float.NaN }), ("Saturation", new() { Saturation = float.PositiveInfinity }),
        })
            Assert.Contains(name, Assert.Throws<ArgumentException>(() => new Augmenter(Config, wrong)).Message, StringComparison.Ordinal);
    }

    private static float[] Run(TrainingAugmentation augmentation, SampleId sample)
    {
        var augmenter = new Augmenter(Config, augmentation);
        using Picture picture = Samples.ToPicture(Samples.Noise(45, 33, seed: 2));
        float[] pixels_CHW = new float[augmenter.PixelCount];
        augmenter.Run(picture, sample, pixels_CHW);
        return pixels_CHW;
    }
}
