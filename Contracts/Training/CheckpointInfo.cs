using System.Collections.Immutable;

namespace ClipGrid.Contracts.Training;

/// <summary>A checkpoint that can be gone on from.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.CheckpointInfo")]
public sealed record CheckpointInfo
{
    /// <summary>Steps done.</summary>
    [Id(0)]
    public required long Step { get; init; }

    /// <summary>When it was stored.</summary>
    [Id(1)]
    public required DateTimeOffset At { get; init; }

    /// <summary>Size of its files in bytes.</summary>
    [Id(2)]
    public required long ByteCount { get; init; }

    /// <summary>Kept until it is let go.</summary>
    [Id(3)]
    public required bool IsPinned { get; init; }

    /// <summary>The best by the session's metric so far.</summary>
    [Id(4)]
    public required bool IsBest { get; init; }

    /// <summary>What an evaluation measured on it; empty where none was made.</summary>
    [Id(5)]
    public ImmutableSortedDictionary<string, double> Metrics { get; init; } = ImmutableSortedDictionary<string, double>.Empty;
}
