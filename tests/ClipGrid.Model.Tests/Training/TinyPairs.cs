using ClipGrid.Model.Network;
using ClipGrid.Model.Tests.Network;
using ClipGrid.Model.Training;

namespace ClipGrid.Model.Tests.Training;

/// <summary>Random pairs for tiny networks; the pixels of an item change with the epoch, as augmentation would.</summary>
internal sealed class TinyPairs(ClipConfig config, int count) : ITrainingData
{
    private readonly float[] _pixels = TinyClip.Pixels(config, count);
    private readonly long[] _tokens = TinyClip.Tokens(config, count);

    public int Count => count;

    public TrainingBatch Load(ReadOnlyMemory<int> items, long epoch)
    {
        int picture = _pixels.Length / count, T = config.Text.ContextLength;
        int[] rows = items.ToArray();
        return new TrainingBatch
        {
            Pixels = rows.SelectMany(row => _pixels[(row * picture)..((row + 1) * picture)].Select(p => p + (0.01f * epoch))).ToArray(),
            Tokens = rows.SelectMany(row => _tokens[(row * T)..((row + 1) * T)]).ToArray(),
            Groups = rows.Select(row => (long)row / 2).ToArray(),
        };
    }
}
