using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ClipGrid.Model.Training;

/// <summary>What a checkpoint's folder holds; written last.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record CheckpointManifest
{
    /// <summary>The format that this release writes and reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Its format; format 1 does not say so.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Format { get; init; }

    public required TrainerState State { get; init; }

    public required ImmutableArray<CheckpointPart> Parts { get; init; }
}
