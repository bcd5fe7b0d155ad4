using ClipGrid.Model.Network;
using static TorchSharp.torch;

namespace ClipGrid.Model.Training;

// B batch, E embedding

/// <summary>A batch, or some of its rows, on its way through the towers.</summary>
internal sealed class BatchTensors
{
    private readonly ClipNetwork _network;
    private readonly TrainingBatch _batch;
    private readonly int _pictureLength;
    private readonly int _contextLength;

    /// <exception cref="ArgumentException">Pixels and tokens are not as many pairs of this network's.</exception>
    internal BatchTensors(ClipNetwork network, TrainingBatch batch)
    {
        (_network, _batch) = (network, batch);
        (int S, int T) = (network.Config.Vision.ImageSize, network.Config.Text.ContextLength);
        (_pictureLength, _contextLength) = (3 * S * S, T);
        Count = batch.Tokens.Length / T;
        if (Count == 0 || batch.Tokens.Length != Count * T || batch.Pixels.Length != Count * _pictureLength || (batch.Groups is { } groups && groups.Length != Count))
            throw new ArgumentException(
                $"A batch of {batch.Pixels.Length} pixels, {batch.Tokens.Length} tokens and {batch.Groups?.Length ?? Count} groups does not fit a network of 3 x {S} x {S} pixels and {T} tokens a pair: prepare the data with this network's preprocessing and context length.",
                nameof(batch));
    }

    internal int Count { get; }

    /// <summary>Unit image embeddings of rows <paramref name="start"/> and on: [count, E], float32.</summary>
    internal Tensor EncodeImages(int start, int count) =>
        _network.EncodeUnitImages(_batch.Pixels.Span.Slice(start * _pictureLength, count * _pictureLength));

    /// <summary>Unit text embeddings of rows <paramref name="start"/> and on: [count, E], float32.</summary>
    internal Tensor EncodeTexts(int start, int count) =>
        _network.EncodeUnitTexts(_batch.Tokens.Span.Slice(start * _contextLength, count * _contextLength), _contextLength);

    /// <summary>The groups of all rows: [B], or null.</summary>
    internal Tensor? Groups() => _batch.Groups is { } groups ? tensor(groups.ToArray(), device: _network.Device) : null;
}
