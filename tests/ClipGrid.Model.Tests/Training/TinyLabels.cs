using ClipGrid.Model.Network;
using ClipGrid.Model.Tests.Network;
using ClipGrid.Model.Training;

namespace ClipGrid.Model.Tests.Training;

/// <summary>Pictures for tiny networks: a pattern for each class under noise as strong; the pixels of an item change with the epoch.</summary>
internal sealed class TinyLabels(ClipConfig config, int count, int classCount, int noiseSeed = 11) : ITrainingData
{
    private readonly float[] _patterns = TinyClip.Pixels(config, classCount, seed: 31);
    private readonly float[] _noise = TinyClip.Pixels(config, count, noiseSeed);

    public int Count => count;

    internal int[] Labels { get; } = [.. Enumerable.Range(0, count).Select(item => item * 7 / 3 % classCount)];

    public TrainingBatch Load(ReadOnlyMemory<int> items, long epoch)
    {
        int[] rows = items.ToArray();
        int picture = _noise.Length / count;
        return new TrainingBatch
        {
            Pixels = rows.SelectMany(row => Enumerable.Range(0, picture).Select(p =>
                (0.5f * (_patterns[(Labels[row] * picture) + p] + _noise[(row * picture) + p])) + (0.01f * epoch))).ToArray(),
            Labels = rows.Select(row => (long)Labels[row]).ToArray(),
        };
    }
}
