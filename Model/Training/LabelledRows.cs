using System.Runtime.InteropServices;
using ClipGrid.Model.Network;
using static TorchSharp.torch;

namespace ClipGrid.Model.Training;

// B batch, E embedding

/// <summary>A batch with labels, or some of its rows, on its way to the head.</summary>
internal sealed class LabelledRows
{
    private readonly ClipNetwork _network;
    private readonly ReadOnlyMemory<float> _values;
    private readonly long[] _labels;
    private readonly int _rowLength;
    private readonly bool _areEmbeddings;

    /// <exception cref="ArgumentException">There are not as many rows for this network as labels, or a label is no class.</exception>
    internal LabelledRows(ClipNetwork network, TrainingBatch batch, TrainingSpecification specification)
    {
        _network = network;
        int side = network.Config.Vision.ImageSize;
        _areEmbeddings = specification.Objective == ObjectiveKind.Probe;
        (_values, _rowLength) = _areEmbeddings ? (batch.Embeddings, network.Config.EmbedDim) : (batch.Pixels, 3 * side * side);
        _labels = batch.Labels?.ToArray() ?? [];
        if (Count == 0 || _values.Length != (long)Count * _rowLength)
            throw new ArgumentException(
                $"A batch of {_values.Length} {(_areEmbeddings ? "numbers of embeddings" : "pixels")} and {Count} labels does not fit a network of {(_areEmbeddings ? $"{_rowLength} numbers an embedding" : $"3 x {side} x {side} pixels a picture")}: prepare the data with this network, and give each row a label.",
                nameof(batch));
        // Torch would read beyond a row of logits, and on a GPU take the whole process's context down.
        if (Array.FindIndex(_labels, label => label < 0 || label >= specification.ClassCount) is >= 0 and int wrong)
            throw new ArgumentException($"Row {wrong} of a batch has label {_labels[wrong]}, and the classes are numbered 0 to {specification.ClassCount - 1}.", nameof(batch));
    }

    internal int Count => _labels.Length;

    /// <summary>Unit image embeddings of rows <paramref name="start"/> and on: [count, E], float32.</summary>
    internal Tensor Embeddings(int start, int count)
    {
        ReadOnlyMemory<float> rows = _values.Slice(start * _rowLength, count * _rowLength);
        return _areEmbeddings ? Given(rows.Span, count) : _network.EncodeUnitImages(rows.Span);
    }

    /// <summary>The class of each row: [B], int64.</summary>
    internal Tensor Labels() => tensor(_labels, device: _network.Device);

    // Into torch's own memory, which is aligned: a matrix product over an array of .NET's rounds by where the array happens to lie.
    private Tensor Given(ReadOnlySpan<float> rows, int count)
    {
        using var scope = NewDisposeScope();
        Tensor host_BE = empty(count, _rowLength);
        rows.CopyTo(MemoryMarshal.Cast<byte, float>(host_BE.bytes));
        return host_BE.to(_network.Device).MoveToOuterDisposeScope();
    }
}
