using System.Collections.Immutable;

namespace ClipGrid.Contracts.Training;

/// <summary>How labels are learned.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.ClassificationOptions")]
public sealed record ClassificationOptions
{
    /// <summary>What learns.</summary>
    [Id(0)]
    public ClassificationMethod Method { get; init; }

    /// <summary>
    /// Texts with a place {} for the label, 1 to 100: the head starts as the class texts' embeddings, so that it begins where zero-shot
    /// classification ends. Empty to start from zeros.
    /// </summary>
    [Id(1)]
    public ImmutableArray<string> Templates { get; init; } = ["a photo of a {}"];

    /// <summary>Share of the target that is spread over all classes, 0 to below 1.</summary>
    [Id(2)]
    public double LabelSmoothing { get; init; }

    /// <summary>
    /// Shares of the fine-tuned weights, each 0 to 1, at most 21, that are evaluated mixed with the weights of the start (WiSE-FT: Wortsman et
    /// al. 2022); the best is published. Empty to publish the fine-tuned weights. Needs <see cref="SessionSpecification.Evaluation"/>.
    /// </summary>
    [Id(3)]
    public ImmutableArray<double> Mixtures { get; init; } = [];
}
