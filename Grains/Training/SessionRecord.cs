using System.Collections.Immutable;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training;

/// <summary>What a session's grain keeps durably.</summary>
internal sealed record SessionRecord
{
    /// <summary>The specification as it was asked for, or null while there is no session.</summary>
    public SessionSpecification? Requested { get; init; }

    /// <summary>The same with data set and base fixed to versions.</summary>
    public SessionSpecification? Specification { get; init; }

    /// <summary>Running for everything between the start and a pause or an end: the run knows more.</summary>
    public SessionState State { get; init; }

    /// <summary>Why it failed, or null.</summary>
    public string? Message { get; init; }

    /// <summary>Number of the run that is listened to.</summary>
    public long Attempt { get; init; }

    /// <summary>Steps done, as last reported.</summary>
    public long Step { get; init; }

    /// <summary>Step of the newest checkpoint that was reported, or null.</summary>
    public long? CheckpointStep { get; init; }

    /// <summary>The newest metrics that were reported, or null.</summary>
    public MetricPoint? Last { get; init; }

    /// <summary>When it was started.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended, or null.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The version that it published, or null.</summary>
    public ModelVersionId? Published { get; init; }

    /// <summary>Captions that were cut, as last reported.</summary>
    public long TruncatedCaptionCount { get; init; }

    /// <summary>Recoveries since the last checkpoint.</summary>
    public int RecoveryCount { get; init; }

    /// <summary>The commands that were carried out last, the newest last.</summary>
    public ImmutableArray<SessionOperation> Operations { get; init; } = [];
}
