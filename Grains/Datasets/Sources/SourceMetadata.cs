using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Grains.Datasets.Sources;

/// <summary>Metadata as sources find it. Names are ordered by their characters' numbers, the same on every machine.</summary>
internal static class SourceMetadata
{
    /// <summary>No metadata.</summary>
    public static ImmutableSortedDictionary<string, MetadataValue> None { get; } = ImmutableSortedDictionary.Create<string, MetadataValue>(StringComparer.Ordinal);
}
