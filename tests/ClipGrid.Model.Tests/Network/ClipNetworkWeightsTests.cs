using ClipGrid.Model.Network;
using ClipGrid.Model.Tests.Training;
using ClipGrid.Model.Weights;
using ClipGrid.TestKit;
using Xunit;
using static TorchSharp.torch;

namespace ClipGrid.Model.Tests.Network;

public sealed class ClipNetworkWeightsTests
{
    [Fact]
    public void Load_EveryGoldenModelFolder_EqualsReference()
    {
        int compared = 0;
        foreach (string model in GoldenNetwork.Names())
            foreach (string folder in new[] { "openai", "open_clip", "hf" }.Select(layout => Reference.Golden($"models/{model}/{layout}")).Where(Directory.Exists))
            {
                using var scope = NewDisposeScope();
                using var frozen = no_grad();
                using ModelFolder files = ModelFolder.Open(folder);
                using var network = new ClipNetwork(files.Description.Network);
                network.Load(files.Weights);
                network.eval();
                IReadOnlyDictionary<string, GoldenTensor> inputs = GoldenTensors.Load($"models/{model}/inputs.safetensors");
                IReadOnlyDictionary<string, GoldenTensor> outputs = GoldenTensors.Load($"models/{model}/outputs.safetensors");
                Tensor image = nn.functional.normalize(network.EncodeImages(inputs["images_random"].ToTorch()));
                Tensor text = nn.functional.normalize(network.EncodeTexts(inputs["tokens"].ToTorch()));
                TorchTensors.Close(outputs["random.image_features_normalized"], image, 5e-6, folder);
                TorchTensors.Close(outputs["random.text_features_normalized"], text, 5e-6, folder);
                compared++;
            }
        Assert.True(compared >= 5, $"Only {compared} model folders were found.");
    }

    [Fact]
    public void ToWeights_IntoAnotherNetwork_CopiesEveryBit()
    {
        foreach (ClipConfig config in new[] { TinyClip.Vit, TinyClip.ResNet })
        {
            using ClipNetwork source = TinyClip.Build(config), target = TinyClip.Build(config, seed: 8);
            Assert.NotEqual(TinyRun.Digest(source), TinyRun.Digest(target));
            target.Load(source.ToWeights());
            Assert.Equal(TinyRun.Digest(source), TinyRun.Digest(target));
        }
    }

    [Fact]
    public void Load_AnotherResolution_ResizesPositions()
    {
        using ClipNetwork source = TinyClip.Build(TinyClip.Vit);
        using var target = new ClipNetwork(TinyClip.Vit with { Vision = TinyClip.Vit.Vision with { ImageSize = 20 } });
        target.Load(source.ToWeights());
        using Tensor expected = PositionEmbedding.Resize(((VisionTransformer)source.Visual).PositionEmbedding, 5);
        TorchTensors.Close(expected.Values(), ((VisionTransformer)target.Visual).PositionEmbedding.Values(), 0, "positions");
    }

    [Fact]
    public void Load_AnotherWidth_ListsAllDifferencesAndChangesNothing()
    {
        using ClipNetwork source = TinyClip.Build(TinyClip.Vit with { EmbedDim = 16 }), target = TinyClip.Build(TinyClip.Vit);
        string before = TinyRun.Digest(target);
        var error = Assert.Throws<WeightMismatchException>(() => target.Load(source.ToWeights()));
        Assert.Equal(["text_projection", "visual.proj"], error.Mismatch.Misshaped.Select(m => m.Name));
        Assert.Equal(before, TinyRun.Digest(target));
    }
}
