using System.Globalization;
using ClipGrid.Model.Network;

namespace ClipGrid.Model.Training;

/// <summary>Where a parameter sits: its tower, and how far its layer is from the tower's output.</summary>
/// <param name="Tower">The tower.</param>
/// <param name="FromOutput">0 for projection and last norm, then one more for each block or stage, most for the embeddings.</param>
internal readonly record struct ParameterLayer(ParameterTower Tower, int FromOutput)
{
    private const string ImagePrefix = "visual.";
    private const string Blocks = "transformer.resblocks.";
    private const string Stage = "layer";

    internal static ParameterLayer Of(string name, ClipConfig config)
    {
        if (name is "logit_scale" or "logit_bias")
            return new(ParameterTower.Neither, 0);
        bool image = name.StartsWith(ImagePrefix, StringComparison.Ordinal);
        string local = image ? name[ImagePrefix.Length..] : name;
        int blockCount = image ? ImageBlockCount(config.Vision) : config.Text.LayerCount;
        return new(image ? ParameterTower.Image : ParameterTower.Text, FromOutputOf(local, blockCount));
    }

    private static int FromOutputOf(string local, int blockCount)
    {
        if (local.StartsWith(Blocks, StringComparison.Ordinal))
            return blockCount - int.Parse(local[Blocks.Length..local.IndexOf('.', Blocks.Length)], CultureInfo.InvariantCulture);
        // "layer3.0.conv1.weight": stages count from 1.
        if (local.StartsWith(Stage, StringComparison.Ordinal))
            return blockCount + 1 - (local[Stage.Length] - '0');
        bool output = local is "proj" or "text_projection"
            || local.StartsWith("ln_post", StringComparison.Ordinal)
            || local.StartsWith("ln_final", StringComparison.Ordinal)
            || local.StartsWith("attnpool", StringComparison.Ordinal);
        return output ? 0 : blockCount + 1;
    }

    private static int ImageBlockCount(VisionConfig vision) =>
        vision is VisionTransformerConfig vit ? vit.LayerCount : ((ResNetConfig)vision).StageDepths.Length;
}
