namespace ClipGrid.Model.Network;

/// <summary>The non-linearity between the two layers of a transformer's MLP.</summary>
public enum Activation
{
    /// <summary><c>x * sigmoid(1.702 x)</c>: OpenAI's published CLIP weights.</summary>
    QuickGelu,

    /// <summary>The exact (erf) GELU: most of open_clip's models.</summary>
    Gelu,

    /// <summary>The tanh approximation of GELU: SigLIP's towers.</summary>
    GeluTanh,
}
