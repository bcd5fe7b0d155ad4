using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ClipGrid.Model.Network;

// B batch, T tokens, D width

/// <summary>A stack of residual blocks that is pooled at one token.</summary>
internal sealed class Transformer : nn.Module
{
    private readonly ModuleList<ResidualBlock> _blocks;

    internal Transformer(TransformerShape shape, Device device, ScalarType dtype) : base(nameof(Transformer))
    {
        Shape = shape;
        _blocks = this.Own("resblocks", new ModuleList<ResidualBlock>(
            [.. Enumerable.Range(0, shape.LayerCount).Select(_ => new ResidualBlock(shape, device, dtype))]));
    }

    internal TransformerShape Shape { get; }

    internal IList<ResidualBlock> Blocks => _blocks;

    /// <summary>The last block's output at the pooled token: [B, D].</summary>
    /// <param name="x_BTD">Embedded tokens.</param>
    /// <param name="position_B">The pooled token of each row, or null for the first.</param>
    internal Tensor ForwardPooled(Tensor x_BTD, Tensor? position_B)
    {
        using var scope = NewDisposeScope();
        Tensor x = x_BTD;
        for (int layer = 0; layer < _blocks.Count - 1; layer++)
            x = _blocks[layer].Forward(x);
        return _blocks[^1].ForwardPooled(x, position_B).MoveToOuterDisposeScope();
    }

    /// <summary><see cref="ForwardPooled"/> of a causal stack over rows that share their first tokens.</summary>
    /// <param name="x_ND">Packed tokens: the shared ones once, then each row's own.</param>
    /// <param name="layout">How the tokens are packed.</param>
    /// <param name="position_B">The pooled token of each row, counted with the shared ones.</param>
    internal Tensor ForwardShared(Tensor x_ND, SharedPrefix layout, Tensor position_B)
    {
        using var scope = NewDisposeScope();
        Tensor visible_RT = layout.Visible(x_ND.device);
        Tensor x = x_ND;
        for (int layer = 0; layer < _blocks.Count - 1; layer++)
            x = _blocks[layer].ForwardShared(x, layout, visible_RT);
        return _blocks[^1].ForwardPooled(layout.Unpack(x), position_B).MoveToOuterDisposeScope();
    }
}
