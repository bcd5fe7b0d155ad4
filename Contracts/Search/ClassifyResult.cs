using System.Collections.Immutable;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Contracts.Search;

/// <summary>What the pictures show.</summary>
/// <param name="Pictures">In the order of the request.</param>
/// <param name="Model">The model that said so.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.ClassifyResult")]
public sealed record ClassifyResult([property: Id(0)] ImmutableArray<PictureClasses> Pictures, [property: Id(1)] ModelVersionId Model);
