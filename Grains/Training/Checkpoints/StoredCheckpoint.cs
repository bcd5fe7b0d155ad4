using System.Collections.Immutable;
using System.Text.Json.Serialization;

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
}
