using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Search;

namespace ClipGrid.Contracts.Training;

/// <summary>How a session is judged on items that it does not train on.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.EvaluationOptions")]
public sealed record EvaluationOptions
{
    /// <summary>The items to judge by; null for a part of the training data that is held out. A version is fixed when the session starts.</summary>
    [Id(0)]
    public DatasetRef? Dataset { get; init; }

    /// <summary>Which of <see cref="Dataset"/>'s items, or null for all.</summary>
    [Id(1)]
    public ItemFilter? Filter { get; init; }

    /// <summary>Without <see cref="Dataset"/>: the share of the training items that is held out, above 0 to 0.5; seed and picture decide which, so that equal pictures fall on one side.</summary>
    [Id(2)]
    public double HeldOutShare { get; init; } = 0.1;

    /// <summary>Steps between two evaluations, 1 or more; the last step is always evaluated.</summary>
    [Id(3)]
    public long Interval { get; init; } = 200;

    /// <summary>
    /// What decides which checkpoint is the best: for pairs recall@1, recall@5 or recall@10 (the mean of both directions); for labels accuracy
    /// or accuracy@5. Null for recall@1 or accuracy.
    /// </summary>
    [Id(4)]
    public string? Metric { get; init; }

    /// <summary>Evaluations without a better one after which the session stops early, 1 or more; null to train all steps.</summary>
    [Id(5)]
    public int? Patience { get; init; }

    /// <summary>Publishes the best checkpoint rather than the last.</summary>
    [Id(6)]
    public bool PublishesBest { get; init; } = true;
}
