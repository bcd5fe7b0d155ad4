namespace ClipGrid.Grains.Embedding.Planes;

/// <summary>What is shown of an item of a sample.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Label">Its class, cut; or null.</param>
/// <param name="Caption">Its first caption, cut; or null.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.SampledItem")]
internal sealed record SampledItem([property: Id(0)] string Key, [property: Id(1)] string? Label, [property: Id(2)] string? Caption);
