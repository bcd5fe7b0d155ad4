using System.Collections.Immutable;
using ClipGrid.Model.Configuration;
using ClipGrid.Model.Network;

namespace ClipGrid.Model.Weights;

/// <summary>
/// Derives a network's configuration from the shapes of OpenAI's weights, which came without one. What shapes cannot tell is as
/// OpenAI published it: heads of 64, quick GELU, a layer-norm epsilon of 1e-5 (as <c>build_model</c> of openai/CLIP does it).
/// </summary>
public static class ShapeInference
{
    private const int HeadWidth = 64;
    private const string Remedy = "add an open_clip_config.json that describes this model";

    /// <summary>The configuration that fits <paramref name="weights"/>.</summary>
    /// <param name="weights">A whole model of OpenAI's design.</param>
    /// <param name="source">What errors call the weights: the file.</param>
    /// <exception cref="ConfigurationException">A tensor that decides is missing, or its shape belongs to no such model.</exception>
    public static ClipConfig InferFrom(WeightSet weights, string source = "weights")
    {
        int width = Side(weights, source, "ln_final.weight", 0, 1);
        return new ClipConfig
        {
            EmbedDim = Side(weights, source, "text_projection", 1, 2),
            Vision = weights.Tensors.ContainsKey("visual.proj") ? Transformer(weights, source) : ResNet(weights, source),
            Text = new TextConfig
            {
                ContextLength = Side(weights, source, "positional_embedding", 0, 2),
                VocabSize = Side(weights, source, "token_embedding.weight", 0, 2),
                Width = width,
                HeadCount = Heads(width, source, "ln_final.weight"),
                LayerCount = CountLayers(weights, source, "transformer.resblocks."),
                MlpWidth = Side(weights, source, "transformer.resblocks.0.mlp.c_fc.weight", 0, 2),
            },
            InitialLogitBias = weights.Tensors.ContainsKey("logit_bias") ? -10 : null,
        };
    }

    private static VisionTransformerConfig Transformer(WeightSet weights, string source)
    {
        int width = Side(weights, source, "visual.conv1.weight", 0, 4), patch = Side(weights, source, "visual.conv1.weight", 3, 4);
        return new VisionTransformerConfig
        {
            ImageSize = patch * Grid(weights, source, "visual.positional_embedding"),
            PatchSize = patch,
            Width = width,
            HeadCount = Heads(width, source, "visual.conv1.weight"),
            LayerCount = CountLayers(weights, source, "visual.transformer.resblocks."),
            MlpWidth = Side(weights, source, "visual.transformer.resblocks.0.mlp.c_fc.weight", 0, 2),
        };
    }

    private static ResNetConfig ResNet(WeightSet weights, string source)
    {
        int width = Side(weights, source, "visual.layer1.0.conv1.weight", 0, 4);
        return new ResNetConfig
        {
            ImageSize = 32 * Grid(weights, source, "visual.attnpool.positional_embedding"),
            Width = width,
            HeadCount = Heads(width * 32, source, "visual.layer1.0.conv1.weight"),
            StageDepths = [.. Enumerable.Range(1, 4).Select(stage => CountLayers(weights, source, $"visual.layer{stage}."))],
        };
    }

    // One row for the whole picture, then one for each cell of a square grid.
    private static int Grid(WeightSet weights, string source, string name)
    {
        int cells = Side(weights, source, name, 0, 2) - 1;
        int side = (int)Math.Round(Math.Sqrt(cells));
        return side > 0 && side * side == cells && side <= Limits.ImageSize / 32
            ? side
            : throw new ConfigurationException(source, name, null, $"its {cells + 1} rows are not 1 + a square grid; {Remedy}");
    }

    private static int Heads(int width, string source, string name) => width % HeadWidth == 0
        ? width / HeadWidth
        : throw new ConfigurationException(source, name, null, $"a width of {width} is not made of heads of {HeadWidth}, and the weights do not tell how many there are; {Remedy}");

    // Layers are numbered from 0 without a gap: transformer.resblocks.0.…, transformer.resblocks.1.…
    private static int CountLayers(WeightSet weights, string source, string prefix)
    {
        ImmutableHashSet<string> numbers =
        [
            .. weights.Tensors.Keys.Where(n => n.StartsWith(prefix, StringComparison.Ordinal))
                .Select(n => n[prefix.Length..].Split('.', 2)[0]),
        ];
        int count = 0;
        while (numbers.Contains($"{count}"))
            count++;
        return count > 0 ? count : throw new ConfigurationException(source, $"{prefix}0", null, $"there is no such layer, so this is no whole CLIP model; {Remedy}");
    }

    private static int Side(WeightSet weights, string source, string name, int axis, int rank)
    {
        if (!weights.Tensors.TryGetValue(name, out WeightTensor? tensor))
            throw new ConfigurationException(source, name, null, $"this tensor is missing, and the network's size is read from it; {Remedy}");
        if (tensor.Shape.Length != rank || tensor.Shape[axis] is < 1 or > Limits.VocabSize || (axis != 0 && tensor.Shape[axis] > Limits.Width))
            throw new ConfigurationException(source, name, $"[{string.Join(", ", tensor.Shape)}]", $"this shape belongs to no CLIP model; {Remedy}");
        return (int)tensor.Shape[axis];
    }
}
