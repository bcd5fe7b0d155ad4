using System.Runtime.InteropServices;
using ClipGrid.Model.Network;
using static TorchSharp.torch;

namespace ClipGrid.Model.Training;

// B batch, T tokens, S side in pixels, E embedding

/// <summary>A batch, or some of its rows, on its way through the towers.</summary>
internal sealed class BatchTensors(ClipNetwork network, TrainingBatch batch)
{
    private readonly int _imageSize = network.Config.Vision.ImageSize;
    private readonly int _contextLength = network.Config.Text.ContextLength;

    internal int Count { get; } = batch.Tokens.Length / network.Config.Text.ContextLength;

    /// <summary>Unit image embeddings of rows <paramref name="start"/> and on: [count, E], float32.</summary>
    internal Tensor EncodeImages(int start, int count)
    {
        using var scope = NewDisposeScope();
        int rowLength = 3 * _imageSize * _imageSize;
        Tensor pixels = ToTensor(batch.Pixels.Slice(start * rowLength, count * rowLength), [count, 3, _imageSize, _imageSize])
            .to(network.ComputeType, network.Device);
        return Unit(network.EncodeImages(pixels)).MoveToOuterDisposeScope();
    }

    /// <summary>Unit text embeddings of rows <paramref name="start"/> and on: [count, E], float32.</summary>
    internal Tensor EncodeTexts(int start, int count)
    {
        using var scope = NewDisposeScope();
        ReadOnlyMemory<long> tokens_BT = batch.Tokens.Slice(start * _contextLength, count * _contextLength);
        IReadOnlyList<TextGroup> groups = TextGroups.Of(tokens_BT.Span, _contextLength);
        Tensor grouped_BE = cat([.. groups.Select(group => network.EncodeTexts(Tokens(tokens_BT.Span, group)))], 0);
        long[] place_B = new long[count];
        int place = 0;
        foreach (int row in groups.SelectMany(group => group.Rows))
            place_B[row] = place++;
        return Unit(grouped_BE.index_select(0, tensor(place_B, device: network.Device))).MoveToOuterDisposeScope();
    }

    /// <summary>The groups of all rows: [B], or null.</summary>
    internal Tensor? Groups() => batch.Groups is { } groups ? tensor(groups.ToArray(), device: network.Device) : null;

    private Tensor Tokens(ReadOnlySpan<long> tokens_BT, TextGroup group)
    {
        long[] cut = new long[group.Rows.Length * group.Length];
        for (int i = 0; i < group.Rows.Length; i++)
            tokens_BT.Slice(group.Rows[i] * _contextLength, group.Length).CopyTo(cut.AsSpan(i * group.Length));
        return tensor(cut, [group.Rows.Length, group.Length], device: network.Device);
    }

    private static Tensor ToTensor(ReadOnlyMemory<float> values, long[] shape)
    {
        Tensor target = empty(shape);
        values.Span.CopyTo(MemoryMarshal.Cast<byte, float>(target.bytes));
        return target;
    }

    private static Tensor Unit(Tensor features_BE) => nn.functional.normalize(features_BE.to_type(ScalarType.Float32));
}
