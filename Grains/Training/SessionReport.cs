using System.Collections.Immutable;
using ClipGrid.Contracts.Models;
using ClipGrid.Grains.Training.Runs;

namespace ClipGrid.Grains.Training;

/// <summary>What a run tells its session's grain, to be kept durably.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.SessionReport")]
internal sealed record SessionReport
{
    /// <summary>Which run of the session says so; a run that has been replaced is not listened to.</summary>
    [Id(0)]
    public required long Attempt { get; init; }

    /// <summary>What it reports.</summary>
    [Id(1)]
    public required ReportKind Kind { get; init; }

    /// <summary>Why, or null.</summary>
    [Id(2)]
    public string? Message { get; init; }

    /// <summary>How far it is.</summary>
    [Id(3)]
    public required SessionProgress Progress { get; init; }

    /// <summary>What it has to say that was not heard yet.</summary>
    [Id(4)]
    public ImmutableArray<RunEvent> Events { get; init; } = [];

    /// <summary>The version that it published, or null.</summary>
    [Id(5)]
    public ModelVersionId? Published { get; init; }
}
