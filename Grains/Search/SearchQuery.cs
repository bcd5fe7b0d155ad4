using System.Collections.Immutable;

namespace ClipGrid.Grains.Search;

/// <summary>What partitions are asked.</summary>
/// <param name="Vector">Unit length.</param>
/// <param name="ItemKeys">Keys of the items of the searched set that the query names.</param>
internal sealed record SearchQuery(ReadOnlyMemory<float> Vector, ImmutableArray<string> ItemKeys);
