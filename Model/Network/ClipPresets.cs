using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ClipGrid.Model.Network;

/// <summary>
/// Networks by name: the nine of Radford et al. 2021 (table 20 and the published checkpoints) and three small ones that a CPU
/// trains from scratch in minutes. Of those, the ResNet learns most from few pictures: it need not learn what a neighbour is.
/// </summary>
public static class ClipPresets
{
    private const int OpenAiVocabSize = 49408;
    private const int OpenAiContextLength = 77;

    private static readonly FrozenDictionary<string, ClipConfig> All = new Dictionary<string, ClipConfig>
    {
        ["RN50"] = ResNet(1024, 224, [3, 4, 6, 3], width: 64, textWidth: 512),
        ["RN101"] = ResNet(512, 224, [3, 4, 23, 3], width: 64, textWidth: 512),
        ["RN50x4"] = ResNet(640, 288, [4, 6, 10, 6], width: 80, textWidth: 640),
        ["RN50x16"] = ResNet(768, 384, [6, 8, 18, 8], width: 96, textWidth: 768),
        ["RN50x64"] = ResNet(1024, 448, [3, 15, 36, 10], width: 128, textWidth: 1024),
        ["ViT-B/32"] = Transformer(512, 224, patchSize: 32, width: 768, layerCount: 12, textWidth: 512),
        ["ViT-B/16"] = Transformer(512, 224, patchSize: 16, width: 768, layerCount: 12, textWidth: 512),
        ["ViT-L/14"] = Transformer(768, 224, patchSize: 14, width: 1024, layerCount: 24, textWidth: 768),
        ["ViT-L/14@336"] = Transformer(768, 336, patchSize: 14, width: 1024, layerCount: 24, textWidth: 768),
        ["Micro/4@28"] = Small(imageSize: 28, patchSize: 4, width: 128, layerCount: 3, embedDim: 128),
        ["Tiny/8@64"] = Small(imageSize: 64, patchSize: 8, width: 192, layerCount: 4, embedDim: 192),
        ["TinyRN@64"] = ResNet(192, 64, [1, 1, 1, 1], width: 32, textWidth: 192) with { Activation = Activation.Gelu, Text = SmallText(192, layerCount: 2) },
    }.ToFrozenDictionary();

    /// <summary>The names that <see cref="Get"/> knows, in ordinal order.</summary>
    public static ImmutableArray<string> Names { get; } = [.. All.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The configuration of a preset.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="vocabSize">Token ids of the vocabulary that the network will read, or null for the preset's own.</param>
    /// <exception cref="ArgumentException">No preset has that name; the message lists those that exist.</exception>
    public static ClipConfig Get(string name, int? vocabSize = null)
    {
        if (!All.TryGetValue(name, out ClipConfig? config))
            throw new ArgumentException($"There is no preset \"{name}\". There are {string.Join(", ", Names)}.", nameof(name));
        return vocabSize is { } size ? config with { Text = config.Text with { VocabSize = size } } : config;
    }

    private static ClipConfig Transformer(int embedDim, int imageSize, int patchSize, int width, int layerCount, int textWidth) => new()
    {
        EmbedDim = embedDim,
        Vision = new VisionTransformerConfig
        {
            ImageSize = imageSize,
            PatchSize = patchSize,
            Width = width,
            LayerCount = layerCount,
            HeadCount = width / 64,
            MlpWidth = 4 * width,
        },
        Text = Text(textWidth, layerCount: 12, OpenAiContextLength, OpenAiVocabSize),
    };

    private static ClipConfig ResNet(int embedDim, int imageSize, ImmutableArray<int> depths, int width, int textWidth) => new()
    {
        EmbedDim = embedDim,
        Vision = new ResNetConfig { ImageSize = imageSize, StageDepths = depths, Width = width, HeadCount = width * 32 / 64 },
        Text = Text(textWidth, layerCount: 12, OpenAiContextLength, OpenAiVocabSize),
    };

    // Exact GELU: one fused kernel, and no published weights to be faithful to.
    private static ClipConfig Small(int imageSize, int patchSize, int width, int layerCount, int embedDim) =>
        Transformer(embedDim, imageSize, patchSize, width, layerCount, width) with
        {
            Activation = Activation.Gelu,
            Text = SmallText(width, layerCount),
        };

    private static TextConfig SmallText(int width, int layerCount) => Text(width, layerCount, contextLength: 48, vocabSize: 4096);

    private static TextConfig Text(int width, int layerCount, int contextLength, int vocabSize) => new()
    {
        ContextLength = contextLength,
        VocabSize = vocabSize,
        Width = width,
        HeadCount = width / 64,
        LayerCount = layerCount,
        MlpWidth = 4 * width,
    };
}
