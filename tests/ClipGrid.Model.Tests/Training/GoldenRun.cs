using System.Text.Json;
using ClipGrid.Model.Training;
using ClipGrid.TestKit;

namespace ClipGrid.Model.Tests.Training;

/// <summary>The golden set's eight pairs in its own batches, whatever order the trainer's data order asks for.</summary>
internal sealed class GoldenRun : ITrainingData
{
    private readonly float[] _pixels;
    private readonly long[] _tokens;
    private readonly int[][] _batches;
    private int _taken;

    internal GoldenRun(int[][] batches)
    {
        IReadOnlyDictionary<string, GoldenTensor> dataset = GoldenTensors.Load("training/dataset.safetensors");
        _pixels = dataset["images"].Floats;
        _tokens = dataset["tokens"].As<long>();
        Count = (int)dataset["tokens"].Shape[0];
        ContextLength = (int)dataset["tokens"].Shape[1];
        _batches = batches;
    }

    /// <summary>Rows 0-3, then 4-7, and again.</summary>
    internal static int[][] Halves { get; } = [[0, 1, 2, 3], [4, 5, 6, 7]];

    public int Count { get; }

    internal int ContextLength { get; }

    public TrainingBatch Load(ReadOnlyMemory<int> items, long epoch) => Rows(_batches[_taken++ % _batches.Length]);

    internal TrainingBatch Rows(params int[] rows)
    {
        int picture = _pixels.Length / Count;
        return new TrainingBatch
        {
            Pixels = rows.SelectMany(row => _pixels.AsSpan(row * picture, picture).ToArray()).ToArray(),
            Tokens = rows.SelectMany(row => _tokens.AsSpan(row * ContextLength, ContextLength).ToArray()).ToArray(),
        };
    }

    /// <summary>The folder of the weights that every run starts from.</summary>
    internal static string InitialModel(JsonElement runs) => runs.GetProperty("initial_weights").GetString()!.Split('/')[1];
}
