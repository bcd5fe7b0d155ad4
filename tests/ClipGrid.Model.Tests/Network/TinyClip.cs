using ClipGrid.Model.Network;
using static TorchSharp.torch;

namespace ClipGrid.Model.Tests.Network;

/// <summary>Networks small enough to build in a test, with odd sizes so that a mixed-up axis shows.</summary>
internal static class TinyClip
{
    internal const int VocabSize = 50;
    internal const int EndOfText = VocabSize - 1;

    internal static ClipConfig Vit { get; } = new()
    {
        EmbedDim = 24,
        Vision = new VisionTransformerConfig { ImageSize = 12, PatchSize = 4, Width = 32, LayerCount = 3, HeadCount = 2, MlpWidth = 80 },
        Text = new TextConfig { ContextLength = 11, VocabSize = VocabSize, Width = 48, HeadCount = 3, LayerCount = 2, MlpWidth = 96 },
    };

    internal static ClipConfig ResNet { get; } = Vit with
    {
        Vision = new ResNetConfig { ImageSize = 64, StageDepths = [1, 2, 1, 1], Width = 4, HeadCount = 2 },
    };

    internal static ClipNetwork Build(ClipConfig config, long seed = 7)
    {
        var network = new ClipNetwork(config);
        ClipInitialization.Initialize(network, seed);
        return network;
    }

    /// <summary>Deterministic pixels [count, 3, S, S].</summary>
    internal static float[] Pixels(ClipConfig config, int count, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count * 3 * config.Vision.ImageSize * config.Vision.ImageSize).Select(_ => (random.NextSingle() * 4) - 2)];
    }

    /// <summary>Rows of tokens of different lengths, padded with zeros: [count, context length].</summary>
    internal static long[] Tokens(ClipConfig config, int count, int seed = 2)
    {
        var random = new Random(seed);
        int T = config.Text.ContextLength;
        long[] tokens = new long[count * T];
        for (int row = 0; row < count; row++)
        {
            int length = 2 + (random.Next(T - 1) * (row % 3) / 2 % (T - 1));
            tokens[row * T] = EndOfText - 1;
            for (int t = 1; t < length - 1; t++)
                tokens[(row * T) + t] = random.Next(1, EndOfText - 1);
            tokens[(row * T) + length - 1] = EndOfText;
        }
        return tokens;
    }

    internal static Tensor PixelTensor(ClipConfig config, int count) =>
        tensor(Pixels(config, count), [count, 3, config.Vision.ImageSize, config.Vision.ImageSize]);

    internal static Tensor TokenTensor(ClipConfig config, int count) => tensor(Tokens(config, count), [count, config.Text.ContextLength]);
}
