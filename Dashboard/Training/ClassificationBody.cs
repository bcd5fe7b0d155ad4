using ClipGrid.Contracts.Training;

namespace ClipGrid.Dashboard.Training;

/// <summary>How labels are learned.</summary>
internal sealed record ClassificationBody
{
    /// <summary>What learns.</summary>
    public ClassificationMethod Method { get; init; }

    /// <summary>Texts with a place {} for the label that the head starts from; empty to start from zeros.</summary>
    public IReadOnlyList<string> Templates { get; init; } = new ClassificationOptions().Templates;

    /// <summary>Share of the target that is spread over all classes, 0 to below 1.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Shares of the fine-tuned weights that are judged, mixed with the weights of the start; the best is published.</summary>
    public IReadOnlyList<double> Mixtures { get; init; } = [];
}
