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

    /// <summary>Tokens with their positions: [B, T, D].</summary>
    internal Tensor Embed(Tensor tokens_BT)
    {
        using var scope = NewDisposeScope();
        return TokenEmbedding.forward(tokens_BT).add_(PositionEmbedding.narrow(0, 0, tokens_BT.shape[1])).MoveToOuterDisposeScope();
    }
}
