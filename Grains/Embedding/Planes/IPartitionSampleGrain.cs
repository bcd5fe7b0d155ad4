using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using Orleans.Concurrency;

namespace ClipGrid.Grains.Embedding.Planes;

/// <summary>A partition's vectors for the grid's own computations: they do not leave it. The same grain is a <see cref="Contracts.Datasets.IPartitionGrain"/>.</summary>
[Alias("clipgrid.IPartitionSampleGrain")]
internal interface IPartitionSampleGrain : IGrainWithStringKey
{
    /// <summary>How many items a version shows whose picture has a vector.</summary>
    /// <exception cref="GridException">WrongModel: it holds no embeddings of that model, or not all yet.</exception>
    [Alias("CountVectors"), AlwaysInterleave]
    Task<int> CountVectorsAsync(ModelDigest model, int version, CancellationToken cancellationToken);

    /// <summary>Some of those items with their vectors.</summary>
    /// <param name="model">The model.</param>
    /// <param name="version">The version.</param>
    /// <param name="places">Which ones, counted from 0, ascending.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Those of the first places, one at least: ask again for the rest. None where they were deleted meanwhile.</returns>
    [Alias("Sample"), AlwaysInterleave]
    Task<VectorSample> SampleAsync(ModelDigest model, int version, ImmutableArray<int> places, CancellationToken cancellationToken);
}
