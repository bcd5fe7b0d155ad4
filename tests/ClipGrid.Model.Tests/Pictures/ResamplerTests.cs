using ClipGrid.Model.Pictures;
using ClipGrid.Model.Pictures.Resampling;
using CsCheck;
using Xunit;

namespace ClipGrid.Model.Tests.Pictures;

public class ResamplerTests
{
    /// <summary>Width, height, side, mode, kind, kernel and seed of a case.</summary>
    private static readonly Gen<(int, int, int, ResizeMode, PixelKind, Interpolation, int)> Cases = Gen.Select(
        Gen.Int[1, 90], Gen.Int[1, 90], Gen.Int[1, 50], Gen.Enum<ResizeMode>(), Gen.Enum<PixelKind>(), Gen.Enum<Interpolation>(), Gen.Int);

    [Fact]
    public void Resize_AnyCase_EqualsThePlainPathBitForBit() => Cases.Sample(
        (width, height, side, mode, kind, interpolation, seed) =>
        {
            byte[,,] samples = Samples.Noise(width, height, seed);
            ResizePlan plan = ResizePlan.For(width, height, side, mode);
            byte[,,] whole = PlainResampler.Resize(samples, plan.Width, plan.Height, kind == PixelKind.Alpha, kind == PixelKind.Indexed, interpolation);

            using Picture picture = Samples.ToPicture(samples);
            byte[] target = new byte[plan.CropWidth * plan.CropHeight * 4];
            Resampler.Resize(new PixelRegion(picture), plan, kind, interpolation, target);

            Assert.Equal(Samples.Cut(whole, plan.Left, plan.Top, plan.CropWidth, plan.CropHeight), target);
        },
        iter: 400,
        seed: "0N0XIzNsQ0O2");

    [Theory]
    [InlineData(500, 375, 224)]
    [InlineData(1, 300, 24)]
    [InlineData(300, 1, 24)]
    [InlineData(900, 31, 7)]
    public void Resize_PhotoLikeSizes_EqualsThePlainPathBitForBit(int width, int height, int side)
    {
        byte[,,] samples = Samples.Noise(width, height, seed: 5);
        ResizePlan plan = ResizePlan.For(width, height, side, ResizeMode.Shortest);
        using Picture picture = Samples.ToPicture(samples);
        byte[] target = new byte[side * side * 4];

        Resampler.Resize(new PixelRegion(picture), plan, PixelKind.Alpha, Interpolation.Bicubic, target);

        byte[,,] whole = PlainResampler.Resize(samples, plan.Width, plan.Height, alpha: true, indexed: false, Interpolation.Bicubic);
        Assert.Equal(Samples.Cut(whole, plan.Left, plan.Top, side, side), target);
    }

    [Fact]
    public void Resize_RegionOfAPicture_LooksAtNothingOutside()
    {
        byte[,,] samples = Samples.Noise(60, 50, seed: 9);
        using Picture whole = Samples.ToPicture(samples);
        byte[,,] cut = new byte[21, 33, 4];
        Buffer.BlockCopy(Samples.Cut(samples, 7, 11, 33, 21), 0, cut, 0, cut.Length);
        using Picture alone = Samples.ToPicture(cut);
        ResizePlan plan = ResizePlan.For(33, 21, 16, ResizeMode.Squash);
        byte[] fromRegion = new byte[16 * 16 * 4], fromCopy = new byte[16 * 16 * 4];

        Resampler.Resize(new PixelRegion(whole, 7, 11, 33, 21), plan, PixelKind.Opaque, Interpolation.Bicubic, fromRegion);
        Resampler.Resize(new PixelRegion(alone), plan, PixelKind.Opaque, Interpolation.Bicubic, fromCopy);

        Assert.Equal(fromCopy, fromRegion);
    }

    [Fact]
    public void Multiply_EveryColourAndAlpha_RoundsToNearest()
    {
        for (int alpha = 0; alpha < 256; alpha++)
        {
            for (int colour = 0; colour < 256; colour++)
            {
                byte[] pixel = [(byte)colour, 0, 255, (byte)alpha];
                Alpha.Multiply(pixel, pixel);
                Assert.Equal([(byte)Math.Floor(colour * alpha / 255.0 + 0.5), 0, (byte)alpha, (byte)alpha], pixel);
            }
        }
    }
}
