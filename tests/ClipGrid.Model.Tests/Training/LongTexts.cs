using ClipGrid.Model.Network;
using ClipGrid.Model.Tests.Network;
using ClipGrid.Model.Training;

namespace ClipGrid.Model.Tests.Training;

/// <summary>Random pairs whose texts are as long as the context, each with words of its own from the start: the most that a batch can take.</summary>
internal sealed class LongTexts(ClipConfig config, int count) : ITrainingData
{
    private readonly int _pictureLength = 3 * config.Vision.ImageSize * config.Vision.ImageSize;

    public int Count => count;

    public TrainingBatch Load(ReadOnlyMemory<int> items, long epoch)
    {
        int T = config.Text.ContextLength;
        float[] pixels = new float[items.Length * _pictureLength];
        long[] tokens = new long[items.Length * T];
        var random = new Random(items.Span[0]);
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (random.NextSingle() * 4) - 2;
        for (int i = 0; i < tokens.Length; i++)
            tokens[i] = i % T == T - 1 ? TinyClip.EndOfText : random.Next(1, TinyClip.EndOfText - 1);
        return new TrainingBatch { Pixels = pixels, Tokens = tokens };
    }
}
