using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ClipGrid.Model.Network;

// N rows, I inputs, O outputs, R rank

/// <summary>
/// What is added to a linear layer's weight [O, I]: factor * B A of low rank (LoRA: Hu et al. 2022, section 4.1). The product is never
/// formed while it is learned: rows go through A and then through B, beside the layer. Owns both matrices.
/// </summary>
internal sealed class LowRankUpdate : IDisposable
{
    private readonly double _factor;

    /// <summary>An update that is zero as long as B is.</summary>
    /// <param name="down_RI">A.</param>
    /// <param name="up_OR">B.</param>
    /// <param name="factor">Alpha over rank.</param>
    internal LowRankUpdate(Tensor down_RI, Tensor up_OR, double factor)
    {
        Down = new Parameter(down_RI);
        Up = new Parameter(up_OR);
        Down.DetachFromDisposeScope();
        Up.DetachFromDisposeScope();
        _factor = factor;
    }

    /// <summary>A: [R, I].</summary>
    internal Parameter Down { get; }

    /// <summary>B: [O, R].</summary>
    internal Parameter Up { get; }

    /// <summary>Adds to a layer's outputs in place what the update makes of its inputs. Zero adds nothing, bit for bit.</summary>
    /// <param name="y_NO">The outputs, or some neighbouring ones of them.</param>
    /// <param name="x_NI">The inputs.</param>
    /// <param name="scale">A factor that the outputs carry.</param>
    /// <param name="firstOutput">The layer's output that the first column is.</param>
    internal Tensor AddTo_(Tensor y_NO, Tensor x_NI, double scale = 1, long firstOutput = 0)
    {
        using Tensor down_IR = Down.t();
        using Tensor low_NR = x_NI.mm(down_IR);
        using Tensor rows_OR = Up.narrow(0, firstOutput, y_NO.shape[1]);
        using Tensor up_RO = rows_OR.t();
        return y_NO.addmm_(low_NR, up_RO, 1, (float)(scale * _factor));
    }

    public void Dispose()
    {
        Down.Dispose();
        Up.Dispose();
    }
}
