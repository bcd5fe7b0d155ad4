using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Dashboard.Overview;

/// <summary>How much is in the grid.</summary>
/// <param name="DatasetCount">Data sets.</param>
/// <param name="ItemCount">Items of their newest versions.</param>
/// <param name="ModelCount">Models.</param>
/// <param name="VersionCount">Versions of models.</param>
public sealed record GridCounts(int DatasetCount, long ItemCount, int ModelCount, int VersionCount)
{
    /// <summary>Counts.</summary>
    internal static GridCounts Of(IReadOnlyCollection<DatasetInfo> datasets, IReadOnlyCollection<ModelInfo> models) => new(
        datasets.Count, datasets.Sum(dataset => dataset.Versions is [.., var newest] ? newest.ItemCount : 0), models.Count, models.Sum(model => model.Versions.Length));
}
