using ClipGrid.Model.Network;
using static TorchSharp.torch;

namespace ClipGrid.Model.Training;

// B batch, E embedding

/// <summary>A batch, or some of its rows, on its way through the towers.</summary>
internal sealed class BatchTensors(ClipNetwork network, TrainingBatch batch)
{
    private readonly int _pictureLength = 3 * network.Config.Vision.ImageSize * network.Config.Vision.ImageSize;
    private readonly int _contextLength = network.Config.Text.ContextLength;

    internal int Count => batch.Tokens.Length / _contextLength;

    /// <summary>Unit image embeddings of rows <paramref name="start"/> and on: [count, E], float32.</summary>
    internal Tensor EncodeImages(int start, int count) =>
        network.EncodeUnitImages(batch.Pixels.Span.Slice(start * _pictureLength, count * _pictureLength));

    /// <summary>Unit text embeddings of rows <paramref name="start"/> and on: [count, E], float32.</summary>
    internal Tensor EncodeTexts(int start, int count) =>
        network.EncodeUnitTexts(batch.Tokens.Span.Slice(start * _contextLength, count * _contextLength), _contextLength);

    /// <summary>The groups of all rows: [B], or null.</summary>
    internal Tensor? Groups() => batch.Groups is { } groups ? tensor(groups.ToArray(), device: network.Device) : null;
}
