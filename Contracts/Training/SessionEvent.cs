using System.Collections.Immutable;

namespace ClipGrid.Contracts.Training;

/// <summary>What happened to a session, and at which step.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.SessionEvent")]
public sealed record SessionEvent
{
    /// <summary>Its number, from 1 without a gap: where a reader goes on.</summary>
    [Id(0)]
    public required long Number { get; init; }

    /// <summary>Steps done by then.</summary>
    [Id(1)]
    public required long Step { get; init; }

    /// <summary>When.</summary>
    [Id(2)]
    public required DateTimeOffset At { get; init; }

    /// <summary>What.</summary>
    [Id(3)]
    public required SessionEventKind Kind { get; init; }

    /// <summary>A sentence for people.</summary>
    [Id(4)]
    public required string Text { get; init; }

    /// <summary>What was measured, for an evaluation.</summary>
    [Id(5)]
    public ImmutableSortedDictionary<string, double> Values { get; init; } = ImmutableSortedDictionary<string, double>.Empty;
}
