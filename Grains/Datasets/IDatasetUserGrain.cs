using ClipGrid.Contracts.Datasets;
using Orleans.Concurrency;

namespace ClipGrid.Grains.Datasets;

/// <summary>Something that may be reading a data set: a session, an embedding job.</summary>
[Alias("clipgrid.IDatasetUserGrain")]
internal interface IDatasetUserGrain : IGrainWithStringKey
{
    /// <summary>Whether it needs the data set, now or when it goes on. Answers between other calls: one of those may be waiting for the data set.</summary>
    [Alias("Uses"), AlwaysInterleave]
    Task<bool> UsesAsync(DatasetName dataset);
}
