using static TorchSharp.torch;

namespace ClipGrid.Model.Network;

/// <summary>
/// Fresh weights as in the reference (Radford et al. 2021, section 2.5 and the published code): normal with a deviation that
/// falls with width and depth in the text tower and in all embeddings and projections; uniform by fan-in elsewhere.
/// </summary>
public static class ClipInitialization
{
    /// <summary>Draws every parameter from <paramref name="seed"/>. The values do not depend on the device: they are drawn on the CPU.</summary>
    public static void Initialize(ClipNetwork network, long seed)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var generator = new Generator((ulong)seed, CPU);
        var draw = new WeightSampler(generator);
        switch (network.Visual)
        {
            case VisionTransformer vit: Initialize(vit, draw); break;
            case ModifiedResNet resnet: Initialize(resnet, draw); break;
        }
        Initialize(network.Text, draw);
        network.ResetLogits();
    }

    private static void Initialize(VisionTransformer vit, WeightSampler draw)
    {
        double std = Math.Pow(vit.Transformer.Shape.Width, -0.5);
        draw.UniformByFanIn(vit.Patches.Weight);
        draw.Normal(vit.ClassEmbedding, std);
        draw.Normal(vit.PositionEmbedding, std);
        draw.Normal(vit.Projection, std);
        Identity(vit.InputNorm);
        Identity(vit.OutputNorm);
        foreach (ResidualBlock block in vit.Transformer.Blocks)
        {
            Identity(block.AttentionNorm);
            Identity(block.MlpNorm);
            draw.XavierUniform(block.Attention.InputWeight);
            block.Attention.InputBias.zero_();
            draw.UniformByFanIn(block.Attention.Output.Weight);
            block.Attention.Output.Bias.zero_();
            draw.UniformByFanIn(block.Mlp.Expand);
            draw.UniformByFanIn(block.Mlp.Contract);
        }
    }

    private static void Initialize(ModifiedResNet resnet, WeightSampler draw)
    {
        foreach (nn.Module part in resnet.modules())
            switch (part)
            {
                case Convolution convolution: draw.UniformByFanIn(convolution.Weight); break;
                case BatchNorm norm: norm.Weight.Fill_(1); norm.Bias.zero_(); break;
                default: break;
            }
        foreach (Bottleneck block in resnet.Stages.SelectMany(stage => stage))
            block.LastNorm.Weight.zero_();
        AttentionPool pool = resnet.Pool;
        double std = Math.Pow(pool.PositionEmbedding.shape[1], -0.5);
        draw.Normal(pool.PositionEmbedding, std);
        foreach (Linear projection in new[] { pool.Query, pool.Key, pool.Value, pool.Output })
        {
            draw.UniformByFanIn(projection);
            draw.Normal(projection.Weight, std);
        }
    }

    private static void Initialize(TextTower text, WeightSampler draw)
    {
        TransformerShape shape = text.Transformer.Shape;
        double widthStd = Math.Pow(shape.Width, -0.5);
        double residualStd = widthStd * Math.Pow(2 * shape.LayerCount, -0.5);
        draw.Normal(text.TokenEmbedding.Weight, 0.02);
        draw.Normal(text.PositionEmbedding, 0.01);
        draw.Normal(text.Projection, widthStd);
        Identity(text.OutputNorm);
        foreach (ResidualBlock block in text.Transformer.Blocks)
        {
            Identity(block.AttentionNorm);
            Identity(block.MlpNorm);
            draw.Normal(block.Attention.InputWeight, widthStd);
            block.Attention.InputBias.zero_();
            draw.Normal(block.Attention.Output.Weight, residualStd);
            block.Attention.Output.Bias.zero_();
            draw.UniformByFanIn(block.Mlp.Expand);
            draw.Normal(block.Mlp.Expand.Weight, Math.Pow(2 * shape.Width, -0.5));
            draw.UniformByFanIn(block.Mlp.Contract);
            draw.Normal(block.Mlp.Contract.Weight, residualStd);
        }
    }

    private static void Identity(LayerNorm norm)
    {
        norm.Weight.Fill_(1);
        norm.Bias.zero_();
    }
}
