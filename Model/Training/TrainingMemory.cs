using System.Collections.Immutable;
using ClipGrid.Model.Network;

namespace ClipGrid.Model.Training;

/// <summary>
/// How much memory a run takes on its device, from its network and its specification alone. An estimate: within a factor of two of what
/// was measured, for texts as long as the context; shorter ones take less.
/// </summary>
public static class TrainingMemory
{
    private const long FloatBytes = sizeof(float);
    // A batch that is computed on, one that is loaded and one that is being loaded.
    private const long BatchesInMemory = 3;
    private const long GpuContextBytes = 512L << 20;

    /// <summary>Bytes: weights, gradients, moments, activations of what is computed at once, embeddings and logits of the batch.</summary>
    public static long Estimate(TrainingMemoryRequest request)
    {
        (ClipConfig config, TrainingSpecification specification) = (request.Config, request.Specification);
        bool isHalf = specification.Precision == Precision.BFloat16 || (specification.Precision == Precision.ByDevice && request.IsOnGpu);
        long computedBytes = isHalf ? FloatBytes / 2 : FloatBytes;
        long batch = specification.BatchSize, part = (batch + specification.PartCount - 1) / specification.PartCount, rows = Math.Min(part, specification.MicroBatchSize ?? part);
        ImmutableArray<TowerLayer> image = TowerLayers.Of(config.Vision, config.EmbedDim), text = TowerLayers.Of(config.Text, config.EmbedDim);
        int? imageLayers = specification.ImageTower.UnlockedLayerCount, textLayers = specification.TextTower.UnlockedLayerCount;

        long parameters = Weights(image, imageLayers, request.ImageLoraRank) + Weights(text, textLayers, request.TextLoraRank);
        long imageRows = Activations(image, imageLayers, request.ImageLoraRank), textRows = Activations(text, textLayers, request.TextLoraRank);
        // In parts the towers' graphs are never there at the same time.
        long activations = (rows < part ? Math.Max(imageRows, textRows) : imageRows + textRows) + Math.Max(image.Max(layer => layer.TransientCount), text.Max(layer => layer.TransientCount));
        // Logits, their two softmaxes and their gradient; both towers' embeddings, their unit vectors and gradients.
        long loss = FloatBytes * ((4 * batch * batch) + (6 * batch * config.EmbedDim));
        long pixels = FloatBytes * 3 * config.Vision.ImageSize * config.Vision.ImageSize * (request.IsOnGpu ? rows : (BatchesInMemory * part) + rows);
        return parameters + (computedBytes * rows * activations) + loss + pixels + (request.IsOnGpu ? GpuContextBytes : 0);

        // Float32 weights and two moments; in the type that is computed in, a copy of the weights if it is another, and the gradients.
        long Weights(ImmutableArray<TowerLayer> layers, int? unlocked, int? rank)
        {
            long all = layers.Sum(layer => layer.ParameterCount);
            long trained = rank is { } r ? r * layers.Sum(layer => layer.LoraWidth) : Trained(layers, unlocked).Sum(layer => layer.ParameterCount);
            long updates = rank is null ? 0 : trained * FloatBytes;
            long average = specification.EmaDecay is null ? 0 : trained * FloatBytes;
            return (all * (FloatBytes + (isHalf ? computedBytes : 0))) + updates + (trained * ((2 * FloatBytes) + computedBytes)) + average;
        }
    }

    // A locked layer below the last trained one keeps nothing; low-rank updates sit in every block.
    private static long Activations(ImmutableArray<TowerLayer> layers, int? unlocked, int? rank) =>
        (rank is null ? Trained(layers, unlocked) : layers).Sum(layer => layer.ActivationCount);

    private static IEnumerable<TowerLayer> Trained(ImmutableArray<TowerLayer> layers, int? unlocked) => layers.Take(unlocked ?? layers.Length);
}
