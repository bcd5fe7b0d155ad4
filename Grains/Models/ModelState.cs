using System.Collections.Immutable;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Grains.Models;

/// <summary>What a model's grain keeps durably.</summary>
internal sealed record ModelState
{
    /// <summary>Its versions, the oldest first.</summary>
    public ImmutableArray<ModelVersionInfo> Versions { get; init; } = [];

    /// <summary>Its aliases, latest included, in ordinal order.</summary>
    public ImmutableArray<AliasInfo> Aliases { get; init; } = [];

    /// <summary>Moves of aliases, the newest first.</summary>
    public ImmutableArray<AliasChange> History { get; init; } = [];

    /// <summary>Commands that were carried out, the newest first.</summary>
    public ImmutableArray<ModelOperation> Operations { get; init; } = [];
}
