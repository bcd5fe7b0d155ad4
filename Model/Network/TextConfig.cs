namespace ClipGrid.Model.Network;

/// <summary>The text tower: a causal transformer pooled at the end-of-text token.</summary>
public sealed record TextConfig
{
    /// <summary>Longest input in tokens, start and end of text included; 77 in the published models.</summary>
    public required int ContextLength { get; init; }

    /// <summary>Number of token ids. The last two are start-of-text and end-of-text.</summary>
    public required int VocabSize { get; init; }

    /// <summary>Width of the residual stream.</summary>
    public required int Width { get; init; }

    /// <summary>Attention heads of every block; divides <see cref="Width"/>.</summary>
    public required int HeadCount { get; init; }

    /// <summary>Number of residual attention blocks.</summary>
    public required int LayerCount { get; init; }

    /// <summary>Width of the MLP's hidden layer; 4 x width in every published model.</summary>
    public required int MlpWidth { get; init; }

    /// <summary>Layer-norm epsilon.</summary>
    public double LayerNormEpsilon { get; init; } = 1e-5;
}
