using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ClipGrid.Grains.Training.Evaluation;

namespace ClipGrid.Grains.Training.Checkpoints;

/// <summary>
/// Who trains a session and which checkpoints count. Every change is written on condition that nobody else changed it: a run that
/// has been replaced cannot publish. Format 1 had no more than the required members.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SessionHead
{
    /// <summary>The format that this release writes.</summary>
    public const int CurrentFormat = 2;

    /// <summary>Format of the blob.</summary>
    public required int Format { get; init; }

    /// <summary>Grows with every run of the session.</summary>
    public required long Epoch { get; init; }

    /// <summary>The run that may write, opaque.</summary>
    public required string Owner { get; init; }

    /// <summary>Where that run is, in words for people.</summary>
    public string OwnerText { get; init; } = "";

    /// <summary>Whether that run has ended: nobody need wait for it.</summary>
    public bool IsReleased { get; init; }

    /// <summary>Grows with every write of a run, and with no other.</summary>
    public long Beat { get; init; }

    /// <summary>Which write this is, opaque: whoever lost the answer to his own finds it again.</summary>
    public string Change { get; init; } = "";

    /// <summary>The evaluations so far, those of checkpoints that were let go included, by step.</summary>
    public ImmutableArray<EvaluatedStep> Evaluations { get; init; } = [];

    /// <summary>The checkpoints, first the one to go on from: the newest first, then those that a run went back behind.</summary>
    public required ImmutableArray<StoredCheckpoint> Checkpoints { get; init; }
}
