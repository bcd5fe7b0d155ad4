using System.Collections.Immutable;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training.Runs;

/// <summary>How far a run is, at a moment.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.SessionProgress")]
internal sealed record SessionProgress
{
    /// <summary>Queued, Placing, Preparing, Running, Evaluating or Pausing.</summary>
    [Id(0)]
    public required SessionState State { get; init; }

    /// <summary>What it does, or why it waits.</summary>
    [Id(1)]
    public string? Message { get; init; }

    /// <summary>Steps done.</summary>
    [Id(2)]
    public long Step { get; init; }

    /// <summary>Step of the newest checkpoint, or null.</summary>
    [Id(3)]
    public long? CheckpointStep { get; init; }

    /// <summary>The newest metrics, or null.</summary>
    [Id(4)]
    public MetricPoint? Last { get; init; }

    /// <summary>Captions that were cut so far.</summary>
    [Id(5)]
    public long TruncatedCaptionCount { get; init; }

    /// <summary>The best checkpoint so far, or null.</summary>
    [Id(6)]
    public CheckpointInfo? Best { get; init; }

    /// <summary>Why the run is no longer bit for bit its own.</summary>
    [Id(7)]
    public ImmutableArray<string> Inexactness { get; init; } = [];
}
