using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Contracts.Datasets;

/// <summary>A data set; the key is its <see cref="DatasetName"/>. All methods throw <see cref="GridException"/>.</summary>
[Alias("clipgrid.IDatasetGrain")]
public interface IDatasetGrain : IGrainWithStringKey
{
    /// <summary>Starts an ingest and returns at once; the same operation again returns how far it is.</summary>
    /// <exception cref="GridException">Invalid: the request. Conflict: the operation id was used for something else. WrongState: another ingest runs.</exception>
    [Alias("Add"), AllowedFor(GridRole.Trainer), Audited("add to the data set")]
    Task<IngestStatus> AddAsync(AddItemsRequest request, CancellationToken cancellationToken);

    /// <summary>How far an ingest is.</summary>
    /// <exception cref="GridException">NotFound.</exception>
    [Alias("GetIngest"), AllowedFor(GridRole.Reader)]
    Task<IngestStatus> GetIngestAsync(OperationId ingest, CancellationToken cancellationToken);

    /// <summary>Cancels an ingest; nothing of it stays. Without effect once it has ended.</summary>
    [Alias("CancelIngest"), AllowedFor(GridRole.Trainer)]
    Task<IngestStatus> CancelIngestAsync(OperationId ingest, CancellationToken cancellationToken);

    /// <summary>Goes on with an ingest that a crash interrupted; the silo calls it at its start.</summary>
    [Alias("Recover")]
    Task RecoverAsync(CancellationToken cancellationToken);

    /// <summary>The data set with its versions.</summary>
    /// <exception cref="GridException">NotFound.</exception>
    [Alias("Get"), AllowedFor(GridRole.Reader)]
    Task<DatasetInfo> GetAsync(CancellationToken cancellationToken);

    /// <summary>A version, or the latest.</summary>
    /// <exception cref="GridException">NotFound.</exception>
    [Alias("GetVersion"), AllowedFor(GridRole.Reader)]
    Task<DatasetVersionInfo> GetVersionAsync(int? version, CancellationToken cancellationToken);

    /// <summary>Refused samples of a version, or of an ingest that still runs or has failed.</summary>
    /// <param name="version">The version, or null for the latest.</param>
    /// <param name="skip">How many to pass over.</param>
    /// <param name="top">Most to return, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    [Alias("GetRefused"), AllowedFor(GridRole.Reader)]
    Task<RefusedPage> GetRefusedAsync(int? version, int skip, int top, CancellationToken cancellationToken);

    /// <summary>Items of a version, deleted and replaced ones left out.</summary>
    /// <param name="version">The version, or null for the latest.</param>
    /// <param name="skip">How many to pass over.</param>
    /// <param name="top">Most to return, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    [Alias("ListItems"), AllowedFor(GridRole.Reader)]
    Task<ItemPage> ListItemsAsync(int? version, int skip, int top, CancellationToken cancellationToken);

    /// <summary>The item of a version with a key.</summary>
    /// <exception cref="GridException">NotFound.</exception>
    [Alias("GetItem"), AllowedFor(GridRole.Reader)]
    Task<ItemInfo> GetItemAsync(int? version, string key, CancellationToken cancellationToken);

    /// <summary>Deletes items, durably before it returns; returns how many there were.</summary>
    [Alias("DeleteItems"), AllowedFor(GridRole.Trainer), Audited("delete items of the data set")]
    Task<int> DeleteItemsAsync(DeleteItemsRequest request, CancellationToken cancellationToken);

    /// <summary>Deletes the data set with all versions and embeddings. Deleting what is not there is fine.</summary>
    /// <exception cref="GridException">WrongState: an ingest of it runs.</exception>
    [Alias("Delete"), AllowedFor(GridRole.Admin), Audited("delete the data set")]
    Task DeleteAsync(OperationId operation, CancellationToken cancellationToken);
}
