using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training.Checkpoints;

/// <summary>A checkpoint in the blob store.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record StoredCheckpoint
{
    /// <summary>Steps done.</summary>
    public required long Step { get; init; }

    /// <summary>What its parts' names begin with.</summary>
    public required string Prefix { get; init; }

    /// <summary>Its files.</summary>
    public required ImmutableArray<StoredPart> Parts { get; init; }

    /// <summary>Captions cut until then.</summary>
    public required long TruncatedCaptionCount { get; init; }

    /// <summary>When it was stored, for people only; long ago where the release before did not note it.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Kept until it is let go.</summary>
    public bool IsPinned { get; init; }

    /// <summary>The best by the session's metric; one at most.</summary>
    public bool IsBest { get; init; }

    /// <summary>What an evaluation measured on it.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    public ImmutableSortedDictionary<string, double> Metrics { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>The checkpoint for its readers.</summary>
    public CheckpointInfo Describe() => new()
    {
        Step = Step,
        At = At,
        ByteCount = Parts.Sum(part => part.Length),
        IsPinned = IsPinned,
        IsBest = IsBest,
        Metrics = Metrics,
    };
}
