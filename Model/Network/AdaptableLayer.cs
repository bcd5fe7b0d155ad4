using TorchSharp.Modules;

namespace ClipGrid.Model.Network;

/// <summary>A linear layer of a transformer block, which can carry a low-rank update.</summary>
/// <param name="WeightName">Canonical name of its weight.</param>
/// <param name="Weight">Its weight, [out, in].</param>
/// <param name="Attach">Gives it an update, or takes it away with null.</param>
internal sealed record AdaptableLayer(string WeightName, Parameter Weight, Action<LowRankUpdate?> Attach)
{
    /// <summary>The layers of a tower's blocks, in a fixed order; none for a ResNet.</summary>
    internal static IEnumerable<AdaptableLayer> OfImages(ClipNetwork network) =>
        network.Visual is VisionTransformer vit ? Of(vit.Transformer, "visual.") : [];

    /// <summary>The layers of the text tower's blocks, in a fixed order.</summary>
    internal static IEnumerable<AdaptableLayer> OfTexts(ClipNetwork network) => Of(network.Text.Transformer, "");

    private static IEnumerable<AdaptableLayer> Of(Transformer transformer, string prefix)
    {
        for (int layer = 0; layer < transformer.Blocks.Count; layer++)
        {
            ResidualBlock block = transformer.Blocks[layer];
            string name = $"{prefix}transformer.resblocks.{layer}.";
            yield return new($"{name}attn.in_proj_weight", block.Attention.InputWeight, update => block.Attention.InputUpdate = update);
            yield return Of($"{name}attn.out_proj.weight", block.Attention.Output);
            yield return Of($"{name}mlp.c_fc.weight", block.Mlp.Expand);
            yield return Of($"{name}mlp.c_proj.weight", block.Mlp.Contract);
        }
    }

    private static AdaptableLayer Of(string name, Linear layer) => new(name, layer.Weight, update => layer.Update = update);
}
