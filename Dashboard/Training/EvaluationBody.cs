using ClipGrid.Contracts.Training;

namespace ClipGrid.Dashboard.Training;

/// <summary>How a session is judged on items that it does not train on.</summary>
internal sealed record EvaluationBody
{
    private static readonly EvaluationOptions Usual = new();

    /// <summary>The items to judge by; a part of the training data that is held out, if left away.</summary>
    public string? Dataset { get; init; }

    /// <summary>Which of those items.</summary>
    public string? Filter { get; init; }

    /// <summary>Without a data set: the share of the training items that is held out, above 0 to 0.5.</summary>
    public double HeldOutShare { get; init; } = Usual.HeldOutShare;

    /// <summary>Steps between two evaluations.</summary>
    public long Interval { get; init; } = Usual.Interval;

    /// <summary>What decides which checkpoint is the best: recall@1, @5, @10, accuracy or accuracy@5.</summary>
    public string? Metric { get; init; }

    /// <summary>Evaluations without a better one after which the session stops early; null to train all steps.</summary>
    public int? Patience { get; init; }

    /// <summary>Publishes the best checkpoint rather than the last.</summary>
    public bool PublishBest { get; init; } = Usual.PublishesBest;
}
