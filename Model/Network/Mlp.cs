using static TorchSharp.torch;

namespace ClipGrid.Model.Network;

/// <summary>The position-wise part of a transformer block: width to hidden, non-linearity, hidden to width.</summary>
internal sealed class Mlp : nn.Module<Tensor, Tensor>
{
    private const float QuickGeluSlope = 1.702f;

    private readonly Activation _activation;

    internal Mlp(int width, int hiddenWidth, Activation activation, Device device, ScalarType dtype) : base(nameof(Mlp))
    {
        _activation = activation;
        Expand = this.Own("c_fc", new Linear(width, hiddenWidth, device, dtype));
        Contract = this.Own("c_proj", new Linear(hiddenWidth, width, device, dtype));
    }

    internal Linear Expand { get; }

    internal Linear Contract { get; }

    /// <param name="x_ND">Rows to map, any number of leading axes folded into one.</param>
    public override Tensor forward(Tensor x_ND) => _activation switch
    {
        Activation.QuickGelu => QuickGelu(x_ND),
        Activation.Gelu => Contract.forward(nn.functional.gelu(Expand.forward(x_ND))),
        Activation.GeluTanh => Contract.forward(nn.functional.gelu(Expand.forward(x_ND), TorchSharp.Modules.GELU.Approximate.tanh)),
        _ => throw new InvalidOperationException($"Activation {_activation} is not known."),
    };

    // x sigmoid(s x) = silu(s x) / s. The two scales ride in the matrix products, so that the non-linearity is one pass
    // over the hidden rows instead of three.
    private Tensor QuickGelu(Tensor x_ND)
    {
        using Tensor expand_DM = Expand.Weight.t();
        using Tensor contract_MD = Contract.Weight.t();
        using Tensor scaled_NM = Expand.Bias.addmm(x_ND, expand_DM, QuickGeluSlope, QuickGeluSlope);
        Expand.Update?.AddTo_(scaled_NM, x_ND, QuickGeluSlope);
        using Tensor hidden_NM = nn.functional.silu(scaled_NM);
        Tensor y_ND = Contract.Bias.addmm(hidden_NM, contract_MD, 1, 1 / QuickGeluSlope);
        return Contract.Update is null ? y_ND : Contract.Update.AddTo_(y_ND, hidden_NM, 1 / QuickGeluSlope);
    }
}
