using System.Collections.Immutable;
using ClipGrid.Model.Network;

namespace ClipGrid.Model.Training;

// D width, M hidden width of the MLP, T tokens, E embedding, W width of a stage, N cells of a feature map

/// <summary>
/// The layers of a tower from its output to its input, in the numbering of <see cref="TowerTraining.UnlockedLayerCount"/>: projection, blocks
/// or stages, embeddings or stem. Activations are what the code of Network keeps for its backward pass, counted tensor by tensor; for a
/// transformer see Korthikanti et al. 2022, section 4, without dropout and with attention that keeps no T x T matrix.
/// </summary>
internal static class TowerLayers
{
    internal static ImmutableArray<TowerLayer> Of(VisionConfig vision, int embedDim) =>
        vision is VisionTransformerConfig vit ? Of(vit, embedDim) : Of((ResNetConfig)vision, embedDim);

    internal static ImmutableArray<TowerLayer> Of(TextConfig text, int embedDim)
    {
        long D = text.Width, T = text.ContextLength;
        return
        [
            Output(D, embedDim),
            .. Blocks(D, text.MlpWidth, T, text.LayerCount),
            new TowerLayer((text.VocabSize + T) * D, T * D, T * D),
        ];
    }

    private static ImmutableArray<TowerLayer> Of(VisionTransformerConfig vit, int embedDim)
    {
        long D = vit.Width, patch = 3L * vit.PatchSize * vit.PatchSize, cells = (long)vit.GridSize * vit.GridSize, T = cells + 1;
        return
        [
            Output(D, embedDim),
            .. Blocks(D, vit.MlpWidth, T, vit.LayerCount),
            // Patches cut out, embedded, joined with the class token, normed.
            new TowerLayer((patch * D) + D + (T * D) + (2 * D), (cells * patch) + (cells * D) + (T * D), T * D),
        ];
    }

    // Last norm and projection of one token.
    private static TowerLayer Output(long D, long E) => new((2 * D) + (D * E), 2 * D, D + E);

    private static IEnumerable<TowerLayer> Blocks(long D, long M, long T, int count)
    {
        long parameters = (4 * D * D) + (4 * D) + (4 * D) + (2 * D * M) + M + D;
        long loraWidth = (8 * D) + (2 * M);
        // Input, norm, queries, keys and values, attended, the same in the order of its output layer, sum, norm; hidden before and after.
        TowerLayer block = new(parameters, T * ((9 * D) + (2 * M)), T * ((4 * D) + M), loraWidth);
        // The last one asks for one token only: it needs keys and values of all, and all else of one.
        TowerLayer last = block with { ActivationCount = (T * 4 * D) + (6 * D) + (2 * M), TransientCount = T * 4 * D };
        return [last, .. Enumerable.Repeat(block, count - 1)];
    }

    private static ImmutableArray<TowerLayer> Of(ResNetConfig resnet, int embedDim)
    {
        long W = resnet.Width, half = W / 2, D = resnet.OutputWidth, side = resnet.ImageSize;
        long stem = side / 2 * (side / 2), T = ((long)resnet.GridSize * resnet.GridSize) + 1;
        return
        [
            // Attention pooling: tokens, keys and values.
            new TowerLayer((T * D) + (3 * ((D * D) + D)) + (D * embedDim) + embedDim, 4 * T * D, 2 * T * D),
            .. Enumerable.Range(0, 4).Select(stage => Stage(resnet, stage)).Reverse(),
            // Three convolutions with their norms, each kept before and after its norm, and the pooled map.
            new TowerLayer((27 * half) + (9 * half * half) + (9 * half * W) + (4 * half) + (2 * W), (stem * 2 * (W + W)) + (stem / 4 * W), stem * 2 * W),
        ];
    }

    private static TowerLayer Stage(ResNetConfig resnet, int stage)
    {
        long W = (long)resnet.Width << stage, wide = Bottleneck.Expansion * W, side = resnet.ImageSize / 4 >> stage, N = side * side;
        long before = stage == 0 ? N : 4 * N, input = stage == 0 ? W : wide / 2;
        long inner = (9 * W * W) + (W * wide) + (4 * W) + (2 * wide);
        long parameters = (input * W) + inner + (input * wide) + (2 * wide) + ((resnet.StageDepths[stage] - 1) * ((wide * W) + inner));
        // Each convolution's output before and after its norm; the pooled maps of a stride.
        long first = (2 * before * W * 2) + (4 * N * wide) + (stage == 0 ? 0 : N * (W + input));
        long next = (2 * N * W * 2) + (2 * N * wide);
        return new TowerLayer(parameters, first + ((resnet.StageDepths[stage] - 1) * next), 2 * Math.Max(before * W, N * wide));
    }
}
