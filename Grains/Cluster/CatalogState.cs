using System.Collections.Immutable;

namespace ClipGrid.Grains.Cluster;

/// <summary>What a catalogue keeps durably.</summary>
internal sealed record CatalogState
{
    /// <summary>Its ids, in ordinal order.</summary>
    public ImmutableArray<string> Ids { get; init; } = [];
}
