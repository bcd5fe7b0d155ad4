using System.Collections.Immutable;

namespace ClipGrid.Contracts.Datasets;

/// <summary>Some of a partition's labels.</summary>
/// <param name="Labels">In ordinal order.</param>
/// <param name="HasMore">Whether others come after them.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.LabelPage")]
public sealed record LabelPage([property: Id(0)] ImmutableArray<LabelCount> Labels, [property: Id(1)] bool HasMore);
