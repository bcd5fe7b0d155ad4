using System.Collections.Immutable;

namespace ClipGrid.Grains.Search;

/// <summary>Which rows a version shows, as long as nothing else is retired.</summary>
/// <param name="Retired">What is retired.</param>
/// <param name="Version">The version.</param>
/// <param name="Shown">The rows of the items that it shows; nobody changes them.</param>
internal sealed record RetiredRows(ImmutableSortedDictionary<string, int> Retired, int Version, RowSet Shown);
