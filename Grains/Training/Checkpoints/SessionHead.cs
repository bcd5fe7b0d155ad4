using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ClipGrid.Grains.Training.Checkpoints;

/// <summary>
/// Who trains a session and which checkpoints count. Every change is written on condition that nobody else changed it: a run that
/// has been replaced cannot publish.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SessionHead
{
    /// <summary>The format that this release writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Format of the blob.</summary>
    public required int Format { get; init; }

    /// <summary>Grows with every run of the session.</summary>
    public required long Epoch { get; init; }

    /// <summary>The run that may write, opaque.</summary>
    public required string Owner { get; init; }

    /// <summary>The checkpoints, the newest first.</summary>
    public required ImmutableArray<StoredCheckpoint> Checkpoints { get; init; }
}
