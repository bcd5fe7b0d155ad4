using ClipGrid.Model.Network;

namespace ClipGrid.Benchmarks.Speed;

/// <summary>
/// Floating-point operations of the plain network (two per multiply-add), the same for every implementation: a shortcut shows as a
/// higher rate, not as less work. Backward counts twice forward.
/// </summary>
internal static class Flops
{
    internal static double Image(ClipConfig config)
    {
        var vision = (VisionTransformerConfig)config.Vision;
        double patches = vision.GridSize * vision.GridSize;
        return Blocks(vision.LayerCount, patches + 1, vision.Width, vision.MlpWidth)
            + (2 * patches * 3 * vision.PatchSize * vision.PatchSize * vision.Width) + (2.0 * vision.Width * config.EmbedDim);
    }

    internal static double Text(ClipConfig config, int tokenCount) =>
        Blocks(config.Text.LayerCount, tokenCount, config.Text.Width, config.Text.MlpWidth) + (2.0 * config.Text.Width * config.EmbedDim);

    internal static double TrainedPair(ClipConfig config, int tokenCount) => 3 * (Image(config) + Text(config, tokenCount));

    // Four projections, scores and mixing, two MLP layers.
    private static double Blocks(int count, double tokens, double width, double mlpWidth) =>
        count * ((8 * tokens * width * width) + (4 * tokens * tokens * width) + (4 * tokens * width * mlpWidth));
}
