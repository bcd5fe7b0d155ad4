using ClipGrid.Model.Network;
using Xunit;
using static TorchSharp.torch;

namespace ClipGrid.Model.Tests.Network;

public sealed class ClipPresetsTests
{
    // The counts that the reference prints for its published models.
    [Theory]
    [InlineData("RN50", 102_007_137)]
    [InlineData("RN101", 119_688_033)]
    [InlineData("RN50x4", 178_300_601)]
    [InlineData("RN50x16", 290_979_217)]
    [InlineData("RN50x64", 623_258_305)]
    [InlineData("ViT-B/32", 151_277_313)]
    [InlineData("ViT-B/16", 149_620_737)]
    [InlineData("ViT-L/14", 427_616_513)]
    [InlineData("ViT-L/14@336", 427_944_193)]
    public void Get_PublishedName_HasThePublishedParameterCount(string name, long count)
    {
        using var network = new ClipNetwork(ClipPresets.Get(name));
        Assert.Equal(count, network.State().Where(part => !part.IsBuffer).Sum(part => part.Value.numel()));
    }

    [Theory]
    [InlineData("Micro/4@28")]
    [InlineData("Tiny/8@64")]
    [InlineData("TinyRN@64")]
    public void Get_SmallName_RunsAndTakesAVocabulary(string name)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        ClipConfig config = ClipPresets.Get(name, vocabSize: 300);
        using ClipNetwork network = TinyClip.Build(config);
        int S = config.Vision.ImageSize;
        Assert.Equal([2, config.EmbedDim], network.EncodeImages(zeros(2, 3, S, S)).shape);
        Assert.Equal([1, config.EmbedDim], network.EncodeTexts(tensor(new long[] { 298, 5, 299 }, [1, 3])).shape);
    }

    [Fact]
    public void Get_UnknownName_NamesThoseThatExist()
    {
        var error = Assert.Throws<ArgumentException>(() => ClipPresets.Get("ViT-B/33"));
        Assert.Contains("ViT-B/33", error.Message, StringComparison.Ordinal);
        Assert.Contains("ViT-B/32", error.Message, StringComparison.Ordinal);
    }
}
