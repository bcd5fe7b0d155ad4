using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ClipGrid.Model.Training;

/// <summary>What a checkpoint's folder holds; written last.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record CheckpointManifest
{
    public required TrainerState State { get; init; }

    public required ImmutableArray<CheckpointPart> Parts { get; init; }
}
