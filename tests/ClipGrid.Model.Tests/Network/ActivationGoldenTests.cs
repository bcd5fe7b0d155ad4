using ClipGrid.Model.Network;
using ClipGrid.TestKit;
using Xunit;
using static TorchSharp.torch;

namespace ClipGrid.Model.Tests.Network;

/// <summary>Every stored activation of the reference, stage by stage, through the plain (unpooled) path.</summary>
public sealed class ActivationGoldenTests
{
    [Fact]
    public void Forward_EachStage_EqualsReference()
    {
        foreach (string model in GoldenNetwork.Names())
        {
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            using ClipNetwork network = GoldenNetwork.Load(model);
            IReadOnlyDictionary<string, GoldenTensor> inputs = GoldenTensors.Load($"models/{model}/inputs.safetensors");
            IReadOnlyDictionary<string, GoldenTensor> golden = GoldenTensors.Load($"models/{model}/intermediates.safetensors");
            var stages = new Dictionary<string, Tensor>();
            AddText(stages, network.Text, inputs["tokens"].ToTorch().narrow(0, 0, 2));
            Tensor pixels = inputs["images_random"].ToTorch().narrow(0, 0, 2);
            if (network.Visual is VisionTransformer vit)
                AddTransformer(stages, vit, pixels);
            else
                AddResNet(stages, (ModifiedResNet)network.Visual, pixels);
            foreach ((string name, GoldenTensor expected) in golden)
                TorchTensors.Close(expected, stages[name], TorchTensors.FeatureTolerance(expected), $"{model} {name}");
        }
    }

    private static void AddText(Dictionary<string, Tensor> stages, TextTower text, Tensor tokens_BT)
    {
        Tensor x = stages["text.embeddings"] = text.Embed(tokens_BT);
        for (int layer = 0; layer < text.Transformer.Blocks.Count; layer++)
            stages[$"text.block{layer}"] = x = text.Transformer.Blocks[layer].Forward(x);
        stages["text.ln_final"] = x = text.OutputNorm.forward(x);
        stages["text.pooled"] = ResidualBlock.Pool(x, tokens_BT.argmax(1));
    }

    private static void AddTransformer(Dictionary<string, Tensor> stages, VisionTransformer vit, Tensor pixels)
    {
        stages["vision.conv1"] = nn.functional.conv2d(pixels, vit.Patches.Weight, strides: [vit.Patches.Weight.shape[2], vit.Patches.Weight.shape[2]]);
        stages["vision.embeddings_before_ln_pre"] = vit.Embed(pixels);
        Tensor x = stages["vision.ln_pre"] = vit.InputNorm.forward(stages["vision.embeddings_before_ln_pre"]);
        ResidualBlock first = vit.Transformer.Blocks[0];
        stages["vision.block0.ln_1"] = first.AttentionNorm.forward(x);
        stages["vision.block0.attn_out"] = first.Attention.Forward(stages["vision.block0.ln_1"]);
        Tensor attended = x + stages["vision.block0.attn_out"];
        stages["vision.block0.mlp_out"] = first.Mlp.forward(first.MlpNorm.forward(attended).view(-1, x.shape[2])).view(x.shape);
        for (int layer = 0; layer < vit.Transformer.Blocks.Count; layer++)
            stages[$"vision.block{layer}"] = x = vit.Transformer.Blocks[layer].Forward(x);
        stages["vision.ln_post"] = vit.OutputNorm.forward(x.select(1, 0));
    }

    private static void AddResNet(Dictionary<string, Tensor> stages, ModifiedResNet resnet, Tensor pixels)
    {
        Tensor[] stem = resnet.Stem(pixels);
        for (int i = 0; i < 3; i++)
            stages[$"vision.relu{i + 1}"] = stem[i];
        Tensor x = stages["vision.avgpool"] = nn.functional.avg_pool2d(stem[2], 2);
        for (int stage = 0; stage < 4; stage++)
            stages[$"vision.layer{stage + 1}"] = x = ModifiedResNet.ForwardStage(resnet.Stages[stage], x);
    }
}
