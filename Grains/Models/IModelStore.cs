using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Model.Classification;
using ClipGrid.Model.Network;
using ClipGrid.Model.Tokenization;

namespace ClipGrid.Grains.Models;

/// <summary>The files of model versions: in the blob store, and in a local folder where they are used. Safe for any number of callers.</summary>
internal interface IModelStore
{
    /// <summary>A local folder with a version's files, as <c>ClipModel.Load</c> takes it; fetched and checked by its digests if it is not there yet.</summary>
    /// <exception cref="GridException">NotFound, Corrupt, NewerFormat, Unavailable.</exception>
    Task<string> GetFolderAsync(ModelVersionId id, CancellationToken cancellationToken);

    /// <summary>
    /// The classifier of a version, fetched and checked by its digests without the rest of the model; null if the version has none. Not kept:
    /// whoever asks often keeps it.
    /// </summary>
    /// <exception cref="GridException">NotFound, Corrupt, NewerFormat, Unavailable.</exception>
    Task<ClassifierHead?> FindClassifierAsync(ModelVersionId id, CancellationToken cancellationToken);

    /// <summary>The network of a version, from its configuration alone.</summary>
    /// <exception cref="GridException">NotFound, Corrupt, NewerFormat, Unavailable.</exception>
    Task<ClipConfig> GetNetworkAsync(ModelVersionId id, CancellationToken cancellationToken);

    /// <summary>The tokenizer of a version, without the rest of the model. Not kept: whoever asks often keeps it.</summary>
    /// <exception cref="GridException">NotFound, Corrupt, NewerFormat, Unavailable.</exception>
    Task<Tokenizer> GetTokenizerAsync(ModelVersionId id, CancellationToken cancellationToken);

    /// <summary>What is stored of a version.</summary>
    /// <exception cref="GridException">NotFound, NewerFormat, Unavailable.</exception>
    Task<ModelVersionInfo> GetInfoAsync(ModelVersionId id, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a model folder as a version, named by its digest; the manifest is written last. Storing what is there is fine. The caller
    /// registers it with <see cref="IModelRegistryGrain"/>.
    /// </summary>
    /// <exception cref="GridException">Invalid: the folder is no model.</exception>
    Task<ModelVersionInfo> StoreAsync(ModelName name, string folder, ModelLineage lineage, ImmutableSortedDictionary<string, double> metrics, CancellationToken cancellationToken);

    /// <summary>Deletes a version's blobs, the manifest first, and its folder on this silo. Deleting what is not there is fine.</summary>
    /// <exception cref="GridException">Unavailable.</exception>
    Task DeleteAsync(ModelVersionId id, CancellationToken cancellationToken);
}
