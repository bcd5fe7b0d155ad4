using ClipGrid.Contracts.Training;

namespace ClipGrid.Dashboard.Training;

/// <summary>A session as it is now.</summary>
internal sealed record SessionAnswer
{
    /// <summary>Which one.</summary>
    public required string Id { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required SessionState State { get; init; }

    /// <summary>What it does now, or why it waits or failed.</summary>
    public string? Message { get; init; }

    /// <summary>Steps done.</summary>
    public required long Step { get; init; }

    /// <summary>Step of the newest checkpoint, or null.</summary>
    public long? CheckpointStep { get; init; }

    /// <summary>The newest metrics, or null.</summary>
    public MetricAnswer? Last { get; init; }

    /// <summary>When it was started.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended, or null.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The model version that it published, or null.</summary>
    public string? Published { get; init; }

    /// <summary>The device that it has, or null.</summary>
    public string? Device { get; init; }

    /// <summary>Factor on the specification's learning rate.</summary>
    public required double RateFactor { get; init; }

    /// <summary>Times that it went back to a checkpoint.</summary>
    public required int RollbackCount { get; init; }

    /// <summary>Times that it went on after its silo had gone away.</summary>
    public required int MoveCount { get; init; }

    /// <summary>Captions that were cut to the model's context.</summary>
    public required long TruncatedCaptionCount { get; init; }

    /// <summary>The best checkpoint so far, or null.</summary>
    public CheckpointAnswer? Best { get; init; }

    /// <summary>Why the run is no longer bit for bit the one that its specification names; empty when it is.</summary>
    public required IReadOnlyList<string> Inexactness { get; init; }

    /// <summary>Number of its newest event, or 0.</summary>
    public required long EventCount { get; init; }

    /// <summary>What it trains; data set and base are fixed to versions.</summary>
    public required SpecificationBody Specification { get; init; }
}
