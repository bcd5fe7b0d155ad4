using ClipGrid.Model.Evaluation;

namespace ClipGrid.Model.Training;

/// <summary>Image embeddings that were computed once, with a class each: what a linear probe learns from.</summary>
public sealed class LabelledEmbeddings : ITrainingData
{
    // A unit vector in float32 is off by some 1e-7, one that was kept in half precision by some 1e-3.
    private const double LengthTolerance = 0.01;

    private readonly EmbeddingMatrix _embeddings;
    private readonly IReadOnlyList<int> _labels;

    /// <summary>Embeddings for one run.</summary>
    /// <param name="embeddings">Unit image embeddings [N, E], all of one model.</param>
    /// <param name="labels">The class of each, 0 to <paramref name="classCount"/> - 1.</param>
    /// <param name="classCount">Number of classes.</param>
    /// <exception cref="ArgumentException">The numbers differ, a label is none of the classes, or a row is no unit vector; the message names the item.</exception>
    public LabelledEmbeddings(EmbeddingMatrix embeddings, IReadOnlyList<int> labels, int classCount)
    {
        if (embeddings.RowCount != labels.Count)
            throw new ArgumentException($"There are {embeddings.RowCount} embeddings and {labels.Count} labels: give each embedding one.", nameof(labels));
        ClassLabels.Check(labels, classCount, item => $"Item {item}");
        for (int item = 0; item < embeddings.RowCount; item++)
            if (Math.Abs(Similarity.Dot(embeddings.Row(item), embeddings.Row(item)) - 1) > 2 * LengthTolerance)
                throw new ArgumentException($"The embedding of item {item} has not length 1: a classifier takes unit vectors ({nameof(EmbeddingMatrix.ToUnitRows)}).", nameof(embeddings));
        _embeddings = embeddings;
        _labels = labels;
    }

    /// <inheritdoc/>
    public int Count => _labels.Count;

    /// <inheritdoc/>
    public TrainingBatch Load(ReadOnlyMemory<int> items, long epoch)
    {
        ReadOnlySpan<int> rows = items.Span;
        float[] embeddings_BE = new float[rows.Length * _embeddings.Dimension];
        long[] labels = new long[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            _embeddings.Row(rows[i]).CopyTo(embeddings_BE.AsSpan(i * _embeddings.Dimension));
            labels[i] = _labels[rows[i]];
        }
        return new TrainingBatch { Embeddings = embeddings_BE, Labels = labels };
    }
}
