using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ClipGrid.Model.Network;

// B batch, T tokens, D width, E embedding

/// <summary>A causal transformer over tokens, pooled at the end of the text (Radford et al. 2021, section 2.4).</summary>
internal sealed class TextTower : nn.Module
{
    internal TextTower(TextConfig config, int embedDim, Activation activation, Device device, ScalarType dtype) : base(nameof(TextTower))
    {
        int D = config.Width;
        TokenEmbedding = this.Own("token_embedding", new Embedding(config.VocabSize, D, device, dtype));
        PositionEmbedding = this.Own("positional_embedding", empty(config.ContextLength, D, dtype: dtype, device: device));
        Transformer = this.Own("transformer", new Transformer(
            new(D, config.HeadCount, config.LayerCount, config.MlpWidth, config.LayerNormEpsilon, activation, Causal: true), device, dtype));
        OutputNorm = this.Own("ln_final", new LayerNorm(D, config.LayerNormEpsilon, device, dtype));
        Projection = this.Own("text_projection", empty(D, embedDim, dtype: dtype, device: device));
    }

    internal Embedding TokenEmbedding { get; }

    internal Parameter PositionEmbedding { get; }

    internal Transformer Transformer { get; }

    internal LayerNorm OutputNorm { get; }

    internal Parameter Projection { get; }

    /// <summary>
    /// Token ids [B, T] to unnormalised embeddings [B, E]. T may be anything up to the context length that holds each
    /// row's end of text: what follows it cannot be seen from it, so a shorter T gives the same result.
    /// </summary>
    internal Tensor Forward(Tensor tokens_BT)
    {
        using var scope = NewDisposeScope();
        Tensor endOfText_B = tokens_BT.argmax(1);
        Tensor pooled_BD = Transformer.ForwardPooled(Embed(tokens_BT), endOfText_B);
        return OutputNorm.forward(pooled_BD).matmul(Projection).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// <see cref="Forward"/> for rows whose first tokens are the same: with causal attention these come out the same in every row,
    /// so they are computed once.
    /// </summary>
    /// <param name="tokens_BT">Token ids.</param>
    /// <param name="prefixLength">How many tokens all rows share; below the length of each, so that its end of text is its own.</param>
    internal Tensor ForwardShared(Tensor tokens_BT, int prefixLength)
    {
        using var scope = NewDisposeScope();
        var layout = new SharedPrefix(tokens_BT.shape[0], prefixLength, tokens_BT.shape[1] - prefixLength);
        Tensor shared_1PD = Embed(tokens_BT.narrow(0, 0, 1).narrow(1, 0, prefixLength));
        Tensor own_BRD = Embed(tokens_BT.narrow(1, prefixLength, layout.RestLength), prefixLength);
        long D = shared_1PD.shape[2];
        Tensor packed_ND = cat([shared_1PD.view(-1, D), own_BRD.view(-1, D)], 0);
        Tensor pooled_BD = Transformer.ForwardShared(packed_ND, layout, tokens_BT.argmax(1));
        return OutputNorm.forward(pooled_BD).matmul(Projection).MoveToOuterDisposeScope();
    }

    /// <summary>Tokens with their positions, which begin at <paramref name="start"/>: [B, T, D].</summary>
    internal Tensor Embed(Tensor tokens_BT, int start = 0)
    {
        using var scope = NewDisposeScope();
        return TokenEmbedding.forward(tokens_BT).Plus_(PositionEmbedding.narrow(0, start, tokens_BT.shape[1])).MoveToOuterDisposeScope();
    }
}
