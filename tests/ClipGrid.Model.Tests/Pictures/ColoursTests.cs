using ClipGrid.Model.Pictures.Augmentation;
using Xunit;

namespace ClipGrid.Model.Tests.Pictures;

public class ColoursTests
{
    [Fact]
    public void Brighten_HalfAndDouble_ScalesAndClips()
    {
        Assert.Equal<byte>([50, 100, 127, 7], Apply([100, 200, 255, 7], p => Colours.Brighten(p, 0.5f)));
        Assert.Equal<byte>([200, 255, 255, 7], Apply([100, 200, 255, 7], p => Colours.Brighten(p, 2)));
    }

    [Fact]
    public void Contrast_Zero_LeavesTheMeanGrey() =>
        Assert.Equal<byte>([100, 100, 100, 255, 100, 100, 100, 255], Apply([50, 50, 50, 255, 150, 150, 150, 255], p => Colours.Contrast(p, 0)));

    [Fact]
    public void Saturate_Zero_LeavesTheLuma()
    {
        // BT.601: 0.299, 0.587, 0.114 of 255.
        Assert.Equal<byte>([76, 76, 76, 1, 150, 150, 150, 2, 29, 29, 29, 3], Apply([255, 0, 0, 1, 0, 255, 0, 2, 0, 0, 255, 3], p => Colours.Saturate(p, 0)));
    }

    [Fact]
    public void TurnHue_ThirdOfTheCircle_RotatesTheChannels()
    {
        Assert.Equal<byte>([0, 255, 0, 9], Apply([255, 0, 0, 9], p => Colours.TurnHue(p, 1f / 3)));
        Assert.Equal<byte>([30, 200, 90, 9], Apply([200, 90, 30, 9], p => Colours.TurnHue(p, 1f / 3)));
        Assert.Equal<byte>([90, 30, 200, 9], Apply([200, 90, 30, 9], p => Colours.TurnHue(p, -1f / 3)));
    }

    [Fact]
    public void EveryOperation_Neutral_ChangesNothing()
    {
        byte[] pixels = [.. Enumerable.Range(0, 4096).Select(i => (byte)(i * 37))];
        Assert.Equal(pixels, Apply(pixels, p => Colours.Brighten(p, 1)));
        Assert.Equal(pixels, Apply(pixels, p => Colours.Contrast(p, 1)));
        Assert.Equal(pixels, Apply(pixels, p => Colours.Saturate(p, 1)));
        Assert.Equal(pixels, Apply(pixels, p => Colours.TurnHue(p, 0)));
        Assert.Equal(pixels, Apply(pixels, p => Colours.TurnHue(p, 1))); // once around
    }

    private static byte[] Apply(byte[] pixels, Action<byte[]> operation)
    {
        byte[] copy = [.. pixels];
        operation(copy);
        return copy;
    }
}
