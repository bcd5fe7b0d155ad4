using ClipGrid.Model.Network;
using ClipGrid.Model.Training;

namespace ClipGrid.Benchmarks.Speed;

/// <summary>One batch, again and again: what is left is the trainer.</summary>
internal sealed class FixedBatch(ClipConfig config, int batchSize, int tokenCount) : ITrainingData
{
    public int Count => batchSize;

    internal TrainingBatch Batch { get; } = new()
    {
        Pixels = Pixels(config, batchSize),
        Tokens = Tokens(config, batchSize, tokenCount),
    };

    public TrainingBatch Load(ReadOnlyMemory<int> items, long epoch) => Batch;

    /// <summary>Noise, [count, 3, S, S].</summary>
    internal static float[] Pixels(ClipConfig config, int count)
    {
        var random = new Random(1);
        float[] pixels = new float[count * 3 * config.Vision.ImageSize * config.Vision.ImageSize];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (random.NextSingle() * 4) - 2;
        return pixels;
    }

    /// <summary>Captions of <paramref name="tokenCount"/> tokens, start and end included, padded to the context length.</summary>
    internal static long[] Tokens(ClipConfig config, int count, int tokenCount)
    {
        var random = new Random(2);
        int T = config.Text.ContextLength, vocabSize = config.Text.VocabSize;
        long[] tokens = new long[count * T];
        for (int row = 0; row < count; row++)
        {
            tokens[row * T] = vocabSize - 2;
            for (int t = 1; t < tokenCount - 1; t++)
                tokens[(row * T) + t] = random.Next(1, vocabSize - 2);
            tokens[(row * T) + tokenCount - 1] = vocabSize - 1;
        }
        return tokens;
    }
}
