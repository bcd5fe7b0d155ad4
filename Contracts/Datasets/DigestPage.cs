using System.Collections.Immutable;

namespace ClipGrid.Contracts.Datasets;

/// <summary>Digests of some of a partition's pictures.</summary>
/// <param name="Digests">In ordinal order, as often as there are pictures of it.</param>
/// <param name="HasMore">Whether others come after them.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.DigestPage")]
public sealed record DigestPage([property: Id(0)] ImmutableArray<string> Digests, [property: Id(1)] bool HasMore);
