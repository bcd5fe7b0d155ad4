using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Errors;
using Orleans.Concurrency;

namespace ClipGrid.Contracts.Embedding;

/// <summary>
/// The plane of a data set's embeddings; the key is an <see cref="EmbeddingSetId"/>. It keeps the plane that it made last, so that its pages
/// fit together. All methods throw <see cref="GridException"/>.
/// </summary>
[Alias("clipgrid.IEmbeddingPlaneGrain")]
public interface IEmbeddingPlaneGrain : IGrainWithStringKey
{
    /// <summary>Most points of a plane.</summary>
    const int MostPoints = 10_000;

    /// <summary>Points of the plane, which is made anew where items were deleted since.</summary>
    /// <param name="most">Most points of the whole plane, 1 to <see cref="MostPoints"/>.</param>
    /// <param name="skip">How many to pass over.</param>
    /// <param name="cancellationToken">Ends the call; the plane is made for whoever asks next.</param>
    /// <exception cref="GridException">
    /// Invalid: the numbers. NotFound: data set version. WrongModel: not all is embedded under the model; the message says how to embed it.
    /// </exception>
    [Alias("Get"), AlwaysInterleave, AllowedFor(GridRole.Reader)]
    Task<PlanePage> GetAsync(int most, int skip, CancellationToken cancellationToken);
}
