using static TorchSharp.torch;

namespace ClipGrid.Model.Network;

// B batch, T tokens, D width

/// <summary>A pre-norm transformer block: attention and MLP, each added to the residual stream.</summary>
internal sealed class ResidualBlock : nn.Module
{
    internal ResidualBlock(TransformerShape shape, Device device, ScalarType dtype) : base(nameof(ResidualBlock))
    {
        Attention = this.Own("attn", new Attention(shape.Width, shape.HeadCount, shape.Causal, device, dtype));
        AttentionNorm = this.Own("ln_1", new LayerNorm(shape.Width, shape.LayerNormEpsilon, device, dtype));
        Mlp = this.Own("mlp", new Mlp(shape.Width, shape.MlpWidth, shape.Activation, device, dtype));
        MlpNorm = this.Own("ln_2", new LayerNorm(shape.Width, shape.LayerNormEpsilon, device, dtype));
    }

    internal Attention Attention { get; }

    internal LayerNorm AttentionNorm { get; }

    internal Mlp Mlp { get; }

    internal LayerNorm MlpNorm { get; }

    internal Tensor Forward(Tensor x_BTD)
    {
        using var scope = NewDisposeScope();
        Tensor attended_BTD = Attention.Forward(AttentionNorm.forward(x_BTD)).Plus_(x_BTD);
        return AddMlp(attended_BTD.view(-1, attended_BTD.shape[2])).view(attended_BTD.shape).MoveToOuterDisposeScope();
    }

    /// <summary><see cref="Forward"/> over rows that share their first tokens; see <see cref="Attention.ForwardShared"/>.</summary>
    internal Tensor ForwardShared(Tensor x_ND, SharedPrefix layout, Tensor visible_RT)
    {
        using var scope = NewDisposeScope();
        return AddMlp(Attention.ForwardShared(AttentionNorm.forward(x_ND), layout, visible_RT).Plus_(x_ND)).MoveToOuterDisposeScope();
    }

    /// <summary>The block's output at one token of each row: equal to that row of <see cref="Forward"/>, at a fraction of the work.</summary>
    /// <param name="x_BTD">The block's input.</param>
    /// <param name="position_B">Which token of each row is wanted, or null for the first.</param>
    internal Tensor ForwardPooled(Tensor x_BTD, Tensor? position_B)
    {
        using var scope = NewDisposeScope();
        Tensor normed_BTD = AttentionNorm.forward(x_BTD);
        Tensor attended_BD = Attention.ForwardPooled(normed_BTD, Pool(normed_BTD, position_B), Visible(x_BTD, position_B))
            .Plus_(Pool(x_BTD, position_B));
        return AddMlp(attended_BD).MoveToOuterDisposeScope();
    }

    internal static Tensor Pool(Tensor x_BTD, Tensor? position_B) => position_B is null
        ? x_BTD.select(1, 0)
        : x_BTD.gather(1, position_B.view(-1, 1, 1).expand(-1, -1, x_BTD.shape[2])).squeeze(1);

    private Tensor AddMlp(Tensor x_ND) => Mlp.forward(MlpNorm.forward(x_ND)).Plus_(x_ND);

    private static Tensor? Visible(Tensor x_BTD, Tensor? position_B) => position_B is null
        ? null
        : HeldScalars.Integers(0, x_BTD.shape[1], x_BTD.device).view(1, 1, -1).le(position_B.view(-1, 1, 1));
}
