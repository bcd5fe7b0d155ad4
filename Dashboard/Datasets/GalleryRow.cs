using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Dashboard.Datasets;

/// <summary>A row of a gallery.</summary>
/// <param name="First">The place of its first item in the gallery, from 0.</param>
/// <param name="Items">Its items.</param>
internal sealed record GalleryRow(int First, ImmutableArray<ItemInfo> Items);
