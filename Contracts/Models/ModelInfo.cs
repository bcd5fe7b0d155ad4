using System.Collections.Immutable;

namespace ClipGrid.Contracts.Models;

/// <summary>A model with its versions.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.ModelInfo")]
public sealed record ModelInfo
{
    /// <summary>Its name.</summary>
    [Id(0)]
    public required ModelName Name { get; init; }

    /// <summary>Its versions, the oldest first. Old ones lack their classes where all would be too long for an answer: resolve the version for them.</summary>
    [Id(1)]
    public required ImmutableArray<ModelVersionInfo> Versions { get; init; }

    /// <summary>Its aliases, latest included, in ordinal order.</summary>
    [Id(2)]
    public required ImmutableArray<AliasInfo> Aliases { get; init; }

    /// <summary>Moves of aliases, the newest first; at most 1,000.</summary>
    [Id(3)]
    public required ImmutableArray<AliasChange> History { get; init; }
}
