using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ClipGrid.Model.Network;

// B batch, D channels, G cells of the map, T = G + 1 tokens, H heads, K width of a head, E embedding

/// <summary>Pools a feature map by attention whose query is the map's mean (Radford et al. 2021, section 2.4).</summary>
internal sealed class AttentionPool : nn.Module<Tensor, Tensor>
{
    private readonly int _headCount;

    internal AttentionPool(int gridSize, int width, int headCount, int embedDim, Device device, ScalarType dtype) : base(nameof(AttentionPool))
    {
        _headCount = headCount;
        PositionEmbedding = this.Own("positional_embedding", empty((gridSize * gridSize) + 1, width, dtype: dtype, device: device));
        Key = this.Own("k_proj", new Linear(width, width, device, dtype));
        Query = this.Own("q_proj", new Linear(width, width, device, dtype));
        Value = this.Own("v_proj", new Linear(width, width, device, dtype));
        Output = this.Own("c_proj", new Linear(width, embedDim, device, dtype));
    }

    internal Parameter PositionEmbedding { get; }

    internal Linear Key { get; }

    internal Linear Query { get; }

    internal Linear Value { get; }

    internal Linear Output { get; }

    public override Tensor forward(Tensor map_BDSS)
    {
        using var scope = NewDisposeScope();
        (long B, long D) = (map_BDSS.shape[0], map_BDSS.shape[1]);
        Tensor cells_BGD = map_BDSS.flatten(2).transpose(1, 2);
        Tensor tokens_BTD = cat([cells_BGD.mean([1], keepdim: true), cells_BGD], 1).Plus_(PositionEmbedding);
        Tensor mixed_BH1K = nn.functional.scaled_dot_product_attention(
            Heads(Query.forward(tokens_BTD.narrow(1, 0, 1))), Heads(Key.forward(tokens_BTD)), Heads(Value.forward(tokens_BTD)));
        return Output.forward(mixed_BH1K.reshape(B, D)).MoveToOuterDisposeScope();

        Tensor Heads(Tensor x_BTD) => x_BTD.view(B, -1, _headCount, D / _headCount).transpose(1, 2);
    }
}
