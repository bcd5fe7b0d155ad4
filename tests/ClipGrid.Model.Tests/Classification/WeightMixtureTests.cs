using ClipGrid.Model.Classification;
using ClipGrid.Model.Network;
using ClipGrid.Model.Tests.Network;
using ClipGrid.Model.Tests.Training;
using ClipGrid.Model.Weights;
using Xunit;

namespace ClipGrid.Model.Tests.Classification;

public sealed class WeightMixtureTests
{
    [Fact]
    public void Mix_Ends_AreTheNetworksBitForBit()
    {
        foreach (ClipConfig config in new[] { TinyClip.Vit, TinyClip.ResNet })
        {
            using ClipNetwork start = TinyClip.Build(config), tuned = TinyClip.Build(config, seed: 8), mixed = TinyClip.Build(config, seed: 9);
            WeightSet before = start.ToWeights(), after = tuned.ToWeights();
            mixed.Load(WeightMixture.Mix(before, after, 0));
            Assert.Equal(TinyRun.Digest(start), TinyRun.Digest(mixed));
            mixed.Load(WeightMixture.Mix(before, after, 1));
            Assert.Equal(TinyRun.Digest(tuned), TinyRun.Digest(mixed));
            mixed.Load(WeightMixture.Mix(before, after, 0.5));
            Assert.NotEqual(TinyRun.Digest(tuned), TinyRun.Digest(mixed));
        }
    }

    [Fact]
    public void Mix_Between_IsTheWeightedMean()
    {
        using ClipNetwork start = TinyClip.Build(TinyClip.Vit), tuned = TinyClip.Build(TinyClip.Vit, seed: 8);
        WeightSet mixed = WeightMixture.Mix(start.ToWeights(), tuned.ToWeights(), 0.3);
        foreach ((NamedTensor before, NamedTensor after) in start.State().Zip(tuned.State()))
            TorchTensors.Close(
                [.. before.Value.Values().Zip(after.Value.Values(), (a, b) => (float)((0.7 * a) + (0.3 * b)))], mixed.Tensors[before.Name].ToFloats(), 1e-7, before.Name);
    }

    [Fact]
    public void Mix_Heads_DoesTheSame()
    {
        ClassifierHead start = new(["a", "b"], new[] { 1f, 2 }, new[] { 0f, 4 }), tuned = new(["a", "b"], new[] { 3f, -2 }, new[] { 1f, 0 });
        Assert.Same(start, WeightMixture.Mix(start, tuned, 0));
        Assert.Same(tuned, WeightMixture.Mix(start, tuned, 1));
        ClassifierHead mixed = WeightMixture.Mix(start, tuned, 0.25);
        Assert.Equal([1.5f, 1], mixed.Weights.ToArray());
        Assert.Equal([0.25f, 3], mixed.Biases.ToArray());
        Assert.Equal(["a", "b"], mixed.Classes);
    }

    [Fact]
    public void Mix_Strangers_AreRefusedByName()
    {
        using ClipNetwork vit = TinyClip.Build(TinyClip.Vit), wider = TinyClip.Build(TinyClip.Vit with { EmbedDim = 16 }), resnet = TinyClip.Build(TinyClip.ResNet);
        foreach (ClipNetwork other in new[] { wider, resnet })
            Assert.Contains("visual.", Assert.Throws<ArgumentException>(() => WeightMixture.Mix(vit.ToWeights(), other.ToWeights(), 1)).Message, StringComparison.Ordinal);
        ClassifierHead head = new(["a", "b"], new[] { 1f, 2 }, new[] { 0f, 4 });
        Assert.Throws<ArgumentException>(() => WeightMixture.Mix(head, new ClassifierHead(["b", "a"], head.Weights, head.Biases), 0.5));
        Assert.Throws<ArgumentException>(() => WeightMixture.Mix(head, new ClassifierHead(["a", "b"], new float[4], head.Biases), 0.5));
        foreach (double share in new[] { -0.1, 1.1, double.NaN })
            Assert.Throws<ArgumentOutOfRangeException>(() => WeightMixture.Mix(head, head, share));
    }
}
