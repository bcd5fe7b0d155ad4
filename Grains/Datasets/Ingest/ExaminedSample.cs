using ClipGrid.Contracts.Datasets;
using ClipGrid.Grains.Datasets.Sources;

namespace ClipGrid.Grains.Datasets.Ingest;

/// <summary>A sample whose picture has been decoded: an item, or a refusal.</summary>
/// <param name="Sample">The sample.</param>
/// <param name="Item">The item, its partition not yet known; null if refused.</param>
/// <param name="Refusal">Why it was refused, or null.</param>
internal sealed record ExaminedSample(SourceSample Sample, ItemInfo? Item, RefusedSample? Refusal);
