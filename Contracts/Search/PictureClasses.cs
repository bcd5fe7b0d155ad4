using System.Collections.Immutable;

namespace ClipGrid.Contracts.Search;

/// <summary>The classes of one picture.</summary>
/// <param name="Classes">The best first; empty if the picture could not be embedded.</param>
/// <param name="Error">Why not, or null.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.PictureClasses")]
public sealed record PictureClasses([property: Id(0)] ImmutableArray<ClassProbability> Classes, [property: Id(1)] string? Error);
