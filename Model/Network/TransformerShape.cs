namespace ClipGrid.Model.Network;

/// <summary>What a stack of blocks needs to know of its tower.</summary>
internal sealed record TransformerShape(
    int Width, int HeadCount, int LayerCount, int MlpWidth, double LayerNormEpsilon, Activation Activation, bool Causal);
