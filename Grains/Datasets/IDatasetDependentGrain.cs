using ClipGrid.Contracts.Datasets;
using Orleans.Concurrency;

namespace ClipGrid.Grains.Datasets;

/// <summary>Something that is of a data set alone and goes with it: an embedding set.</summary>
[Alias("clipgrid.IDatasetDependentGrain")]
internal interface IDatasetDependentGrain : IGrainWithStringKey
{
    /// <summary>Forgets all that it keeps, because the data set is deleted. Answers between other calls: one of those may be waiting for the data set.</summary>
    [Alias("Forget"), AlwaysInterleave]
    Task ForgetAsync(DatasetName dataset);
}
