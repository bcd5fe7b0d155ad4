using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training;

/// <summary>What a run tells its session's grain: a checkpoint, or how it ended.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.SessionReport")]
internal sealed record SessionReport
{
    /// <summary>Which run of the session says so; a run that has been replaced is not listened to.</summary>
    [Id(0)]
    public required long Attempt { get; init; }

    /// <summary>Running for a checkpoint; else Paused, Completed or Failed.</summary>
    [Id(1)]
    public required SessionState State { get; init; }

    /// <summary>Why it failed, or null.</summary>
    [Id(2)]
    public string? Message { get; init; }

    /// <summary>Steps done.</summary>
    [Id(3)]
    public required long Step { get; init; }

    /// <summary>Step of the newest checkpoint, or null.</summary>
    [Id(4)]
    public required long? CheckpointStep { get; init; }

    /// <summary>The newest metrics, or null.</summary>
    [Id(5)]
    public required MetricPoint? Last { get; init; }

    /// <summary>Captions that were cut so far.</summary>
    [Id(6)]
    public required long TruncatedCaptionCount { get; init; }

    /// <summary>The version that it published, or null.</summary>
    [Id(7)]
    public ModelVersionId? Published { get; init; }
}
