using ClipGrid.Model.Network;
using ClipGrid.TestKit;
using Xunit;
using static ClipGrid.Model.Tests.TorchTensors;
using static TorchSharp.torch;

namespace ClipGrid.Model.Tests.Network;

public sealed class ClipNetworkGoldenTests
{
    [Fact]
    public void Encode_GoldenInputs_EqualsReference()
    {
        foreach (string model in GoldenNetwork.Names())
        {
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            using ClipNetwork network = GoldenNetwork.Load(model);
            CompareOutputs(network, model, GoldenTensors.Load($"models/{model}/outputs.safetensors"));
        }
    }

    [Fact]
    public void Encode_ExactGelu_EqualsReference()
    {
        foreach (string model in GoldenNetwork.Names().Where(name => File.Exists(Reference.Golden($"models/{name}/outputs_exact_gelu.safetensors"))))
        {
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            using ClipNetwork network = GoldenNetwork.Load(model, config => config with { Activation = Activation.Gelu });
            CompareOutputs(network, model, GoldenTensors.Load($"models/{model}/outputs_exact_gelu.safetensors"));
        }
    }

    [Fact]
    public void Resize_PositionEmbedding_EqualsReference()
    {
        using var scope = NewDisposeScope();
        IReadOnlyDictionary<string, GoldenTensor> golden = GoldenTensors.Load("models/vit_w64/pos_embed_resize.safetensors");
        foreach (int grid in new[] { 2, 7, 9 })
            Close(golden[$"grid{grid}"], PositionEmbedding.Resize(golden["source"].ToTorch(), grid), 1e-6, $"grid{grid}");
    }

    private static void CompareOutputs(ClipNetwork network, string model, IReadOnlyDictionary<string, GoldenTensor> outputs)
    {
        IReadOnlyDictionary<string, GoldenTensor> inputs = GoldenTensors.Load($"models/{model}/inputs.safetensors");
        Tensor text_BE = network.EncodeTexts(inputs["tokens"].ToTorch());
        Tensor unitText_BE = nn.functional.normalize(text_BE);
        foreach (string kind in new[] { "random", "real" })
        {
            Tensor image_BE = network.EncodeImages(inputs[$"images_{kind}"].ToTorch());
            Tensor unitImage_BE = nn.functional.normalize(image_BE);
            Tensor logits_BB = network.LogitScale.exp() * unitImage_BE.matmul(unitText_BE.t());
            Compare("image_features", image_BE, null);
            Compare("text_features", text_BE, null);
            Compare("image_features_normalized", unitImage_BE, 5e-6);
            Compare("text_features_normalized", unitText_BE, 5e-6);
            Compare("logits_per_image", logits_BB, 5e-5);
            Compare("logits_per_text", logits_BB.t(), 5e-5);
            Compare("logits_per_image_softmax", logits_BB.softmax(1), 5e-5);
            Compare("logit_scale_exp", network.LogitScale.exp(), 1e-5);

            void Compare(string name, Tensor actual, double? tolerance)
            {
                // The reference stored what does not repeat itself: text features with the random pictures only.
                if (outputs.TryGetValue($"{kind}.{name}", out GoldenTensor? expected))
                    Close(expected, actual, tolerance ?? FeatureTolerance(expected), $"{model} {kind}.{name}");
            }
        }
        Assert.Contains("random.image_features", outputs.Keys);
        Assert.Contains("random.text_features", outputs.Keys);
    }
}
