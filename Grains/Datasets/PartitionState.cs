using System.Collections.Immutable;

namespace ClipGrid.Grains.Datasets;

/// <summary>What a partition's grain keeps durably.</summary>
internal sealed record PartitionState
{
    /// <summary>Keys that are not shown any more, with the first version that does not show them; 0: none does.</summary>
    public ImmutableSortedDictionary<string, int> Retired { get; init; } = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);
}
