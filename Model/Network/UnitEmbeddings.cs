using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace ClipGrid.Model.Network;

// B batch, T tokens, S side in pixels, E embedding

/// <summary>Host memory through the towers to unit vectors.</summary>
internal static class UnitEmbeddings
{
    /// <summary>Unit image embeddings [B, E], float32.</summary>
    /// <param name="network">The network.</param>
    /// <param name="pixels_BCSS">Normalised pixels, row-major.</param>
    internal static Tensor EncodeUnitImages(this ClipNetwork network, ReadOnlySpan<float> pixels_BCSS)
    {
        using var scope = NewDisposeScope();
        int S = network.Config.Vision.ImageSize;
        Tensor host_BCSS = empty(pixels_BCSS.Length / (3 * S * S), 3, S, S);
        pixels_BCSS.CopyTo(MemoryMarshal.Cast<byte, float>(host_BCSS.bytes));
        return Unit(network.EncodeImages(host_BCSS.to(network.ComputeType, network.Device))).MoveToOuterDisposeScope();
    }

    /// <summary>Unit text embeddings [B, E], float32. No token behind an end of text is computed.</summary>
    /// <param name="network">The network.</param>
    /// <param name="tokens_BT">Token ids, row-major.</param>
    /// <param name="rowLength">Tokens in a row, at most the context length.</param>
    internal static Tensor EncodeUnitTexts(this ClipNetwork network, ReadOnlySpan<long> tokens_BT, int rowLength)
    {
        using var scope = NewDisposeScope();
        IReadOnlyList<TextGroup> groups = TextGroups.Of(tokens_BT, rowLength);
        var parts = new List<Tensor>();
        long[] place_B = new long[tokens_BT.Length / rowLength];
        int place = 0;
        foreach (TextGroup group in groups)
        {
            parts.Add(network.EncodeTexts(Cut(tokens_BT, rowLength, group).to(network.Device), group.SharedPrefixLength));
            foreach (int row in group.Rows)
                place_B[row] = place++;
        }
        Tensor grouped_BE = cat(parts, 0);
        return Unit(grouped_BE.index_select(0, tensor(place_B, device: network.Device))).MoveToOuterDisposeScope();
    }

    private static Tensor Cut(ReadOnlySpan<long> tokens_BT, int rowLength, TextGroup group)
    {
        long[] cut = new long[group.Rows.Length * group.Length];
        for (int i = 0; i < group.Rows.Length; i++)
            tokens_BT.Slice(group.Rows[i] * rowLength, group.Length).CopyTo(cut.AsSpan(i * group.Length));
        return tensor(cut, [group.Rows.Length, group.Length]);
    }

    private static Tensor Unit(Tensor features_BE) => nn.functional.normalize(features_BE.to_type(ScalarType.Float32));
}
