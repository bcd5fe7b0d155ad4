using System.Collections.Immutable;

namespace ClipGrid.Grains.Embedding.Planes;

/// <summary>Vectors of some of a partition's pictures.</summary>
/// <param name="Items">Whose they are; fewer than were asked for where the message would grow too large.</param>
/// <param name="Vectors">The vectors, row by row.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.VectorSample")]
internal sealed record VectorSample([property: Id(0)] ImmutableArray<SampledItem> Items, [property: Id(1)] ReadOnlyMemory<float> Vectors);
