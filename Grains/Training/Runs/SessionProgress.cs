using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training.Runs;

/// <summary>How far a run is, at a moment.</summary>
internal sealed record SessionProgress
{
    /// <summary>Queued, Preparing, Running or Pausing.</summary>
    public required SessionState State { get; init; }

    /// <summary>What it does, or why it waits.</summary>
    public string? Message { get; init; }

    /// <summary>Steps done.</summary>
    public long Step { get; init; }

    /// <summary>Step of the newest checkpoint, or null.</summary>
    public long? CheckpointStep { get; init; }

    /// <summary>The newest metrics, or null.</summary>
    public MetricPoint? Last { get; init; }

    /// <summary>Captions that were cut so far.</summary>
    public long TruncatedCaptionCount { get; init; }
}
