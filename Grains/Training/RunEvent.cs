using System.Collections.Immutable;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training;

/// <summary>What a run has to say, until its session's grain has heard it.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.RunEvent")]
internal sealed record RunEvent
{
    /// <summary>Its number among the run's, from 1: what was heard is not heard twice.</summary>
    [Id(0)]
    public required long Number { get; init; }

    /// <summary>Steps done by then.</summary>
    [Id(1)]
    public required long Step { get; init; }

    /// <summary>What kind.</summary>
    [Id(2)]
    public required SessionEventKind Kind { get; init; }

    /// <summary>A sentence for people.</summary>
    [Id(3)]
    public required string Text { get; init; }

    /// <summary>What was measured.</summary>
    [Id(4)]
    public ImmutableSortedDictionary<string, double> Values { get; init; } = ImmutableSortedDictionary<string, double>.Empty;
}
