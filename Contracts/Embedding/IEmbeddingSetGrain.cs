using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Contracts.Embedding;

/// <summary>
/// The embeddings of a data set under a model, spread over the data set's partitions; the key is an <see cref="EmbeddingSetId"/>.
/// All methods throw <see cref="GridException"/>.
/// </summary>
[Alias("clipgrid.IEmbeddingSetGrain")]
public interface IEmbeddingSetGrain : IGrainWithStringKey
{
    /// <summary>Starts to embed what is not embedded yet, or joins the job that runs; returns at once.</summary>
    /// <exception cref="GridException">NotFound: no such data set version or model.</exception>
    [Alias("Start"), AllowedFor(GridRole.Trainer)]
    Task<EmbeddingStatus> StartAsync(CancellationToken cancellationToken);

    /// <summary>How far it is.</summary>
    /// <exception cref="GridException">NotFound: nobody has started it.</exception>
    [Alias("Get"), AllowedFor(GridRole.Reader)]
    Task<EmbeddingStatus> GetAsync(CancellationToken cancellationToken);

    /// <summary>Stops the job; what is embedded stays.</summary>
    [Alias("Cancel"), AllowedFor(GridRole.Trainer), Audited("cancel the embedding")]
    Task<EmbeddingStatus> CancelAsync(CancellationToken cancellationToken);

    /// <summary>Goes on with a job that a crash interrupted; the silo calls it at its start.</summary>
    [Alias("Recover")]
    Task RecoverAsync(CancellationToken cancellationToken);
}
