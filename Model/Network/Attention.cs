using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ClipGrid.Model.Network;

// B batch, T tokens, D width, H heads, K width of a head

/// <summary>Multi-head self-attention (Vaswani et al. 2017, section 3.2) with the three input projections in one matrix.</summary>
internal sealed class Attention : nn.Module
{
    private readonly int _headCount;
    private readonly bool _causal;

    internal Attention(int width, int headCount, bool causal, Device device, ScalarType dtype) : base(nameof(Attention))
    {
        _headCount = headCount;
        _causal = causal;
        InputWeight = this.Own("in_proj_weight", empty(3 * width, width, dtype: dtype, device: device));
        InputBias = this.Own("in_proj_bias", empty(3 * width, dtype: dtype, device: device));
        Output = this.Own("out_proj", new Linear(width, width, device, dtype));
    }

    internal Parameter InputWeight { get; }

    internal Parameter InputBias { get; }

    /// <summary>What is added to <see cref="InputWeight"/> while it is learned, or null.</summary>
    internal LowRankUpdate? InputUpdate { get; set; }

    internal Linear Output { get; }

    /// <summary>Attention from every token to every token, or to those before it in a causal tower.</summary>
    internal Tensor Forward(Tensor x_BTD)
    {
        (long B, long T, long D) = (x_BTD.shape[0], x_BTD.shape[1], x_BTD.shape[2]);
        Tensor qkv_3BHTK = Project(x_BTD, InputWeight, InputBias)
            .view(B, T, 3, _headCount, D / _headCount).permute(2, 0, 3, 1, 4);
        Tensor mixed_BHTK = nn.functional.scaled_dot_product_attention(qkv_3BHTK[0], qkv_3BHTK[1], qkv_3BHTK[2], is_casual: _causal);
        return Output.forward(mixed_BHTK.transpose(1, 2).reshape(B, T, D));
    }

    /// <summary>Causal attention over rows that share their first tokens, whose keys and values serve every row.</summary>
    /// <param name="x_ND">Packed tokens: the shared ones once, then each row's own.</param>
    /// <param name="layout">How the tokens are packed.</param>
    /// <param name="visible_RT">Which of its row's T tokens each of a row's own R tokens may see.</param>
    internal Tensor ForwardShared(Tensor x_ND, SharedPrefix layout, Tensor visible_RT)
    {
        (long B, long P, long R, long D) = (layout.RowCount, layout.PrefixLength, layout.RestLength, x_ND.shape[1]);
        Tensor qkv_ND = Project(x_ND, InputWeight, InputBias);
        Tensor shared_3HPK = qkv_ND.narrow(0, 0, P).view(1, P, 3, _headCount, D / _headCount).permute(2, 0, 3, 1, 4);
        Tensor own_3BHRK = qkv_ND.narrow(0, P, B * R).view(B, R, 3, _headCount, D / _headCount).permute(2, 0, 3, 1, 4);
        Tensor shared_PD = nn.functional.scaled_dot_product_attention(shared_3HPK[0], shared_3HPK[1], shared_3HPK[2], is_casual: true)
            .transpose(1, 2).reshape(P, D);
        Tensor own_ND = nn.functional.scaled_dot_product_attention(own_3BHRK[0], All(1), All(2), visible_RT)
            .transpose(1, 2).reshape(B * R, D);
        return Output.forward(cat([shared_PD, own_ND], 0));

        Tensor All(int part) => cat([shared_3HPK[part].expand(B, -1, -1, -1), own_3BHRK[part]], 2);
    }

    /// <summary>
    /// Attention from one token of each row only, which is all that a pooled tower needs of its last block.
    /// </summary>
    /// <param name="x_BTD">All tokens: keys and values.</param>
    /// <param name="pooled_BD">The token that asks.</param>
    /// <param name="visible_B1T">Which tokens it may see, or null for all: in a causal tower those up to itself.</param>
    internal Tensor ForwardPooled(Tensor x_BTD, Tensor pooled_BD, Tensor? visible_B1T)
    {
        (long B, long T, long D) = (x_BTD.shape[0], x_BTD.shape[1], x_BTD.shape[2]);
        long K = D / _headCount;
        Tensor q_BH1K = Project(pooled_BD, InputWeight.narrow(0, 0, D), InputBias.narrow(0, 0, D))
            .view(B, _headCount, 1, K);
        Tensor kv_2BHTK = Project(x_BTD, InputWeight.narrow(0, D, 2 * D), InputBias.narrow(0, D, 2 * D), firstOutput: D)
            .view(B, T, 2, _headCount, K).permute(2, 0, 3, 1, 4);
        Tensor? mask_B11T = visible_B1T?.unsqueeze(1);
        Tensor mixed_BH1K = nn.functional.scaled_dot_product_attention(q_BH1K, kv_2BHTK[0], kv_2BHTK[1], mask_B11T);
        return Output.forward(mixed_BH1K.reshape(B, D));
    }

    // Some of the stacked projections of tokens with any leading axes; an update has the result keep them as one.
    private Tensor Project(Tensor x, Tensor weight, Tensor bias, long firstOutput = 0)
    {
        if (InputUpdate is null)
            return nn.functional.linear(x, weight, bias);
        Tensor x_ND = x.reshape(-1, weight.shape[1]);
        return InputUpdate.AddTo_(nn.functional.linear(x_ND, weight, bias), x_ND, firstOutput: firstOutput);
    }
}
