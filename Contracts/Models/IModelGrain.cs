using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Contracts.Models;

/// <summary>A model; the key is its <see cref="ModelName"/>. All methods throw <see cref="GridException"/>.</summary>
[Alias("clipgrid.IModelGrain")]
public interface IModelGrain : IGrainWithStringKey
{
    /// <summary>Starts an import and returns at once. What is there already (the same digest) is not stored twice.</summary>
    [Alias("Import"), AllowedFor(GridRole.Trainer), Audited("import into the model")]
    Task<ModelJobStatus> ImportAsync(ImportModelRequest request, CancellationToken cancellationToken);

    /// <summary>Starts to make a folder of a version and returns at once.</summary>
    /// <param name="operation">Names the job.</param>
    /// <param name="selector">Alias or beginning of the digest; null for latest.</param>
    /// <param name="layout">Whose names the files shall have.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    [Alias("Export"), AllowedFor(GridRole.Trainer), Audited("export from the model", Detail = "selector")]
    Task<ModelJobStatus> ExportAsync(OperationId operation, string? selector, ModelLayout layout, CancellationToken cancellationToken);

    /// <summary>How far an import or export is.</summary>
    /// <exception cref="GridException">NotFound: no such job since the silo started.</exception>
    [Alias("GetJob"), AllowedFor(GridRole.Reader)]
    Task<ModelJobStatus> GetJobAsync(OperationId job, CancellationToken cancellationToken);

    /// <summary>Cancels an import or export; nothing of it stays.</summary>
    [Alias("CancelJob"), AllowedFor(GridRole.Trainer)]
    Task<ModelJobStatus> CancelJobAsync(OperationId job, CancellationToken cancellationToken);

    /// <summary>The model with its versions, aliases and history.</summary>
    /// <exception cref="GridException">NotFound.</exception>
    [Alias("Get"), AllowedFor(GridRole.Reader)]
    Task<ModelInfo> GetAsync(CancellationToken cancellationToken);

    /// <summary>The version that an alias or the beginning of a digest names; null for latest.</summary>
    /// <exception cref="GridException">NotFound; Conflict: the beginning fits several.</exception>
    [Alias("Resolve"), AllowedFor(GridRole.Reader)]
    Task<ModelVersionInfo> ResolveAsync(string? selector, CancellationToken cancellationToken);

    /// <summary>Moves, protects or removes an alias.</summary>
    /// <exception cref="GridException">NotFound, Invalid, WrongState: protected. Conflict: it points elsewhere.</exception>
    [Alias("SetAlias"), AllowedFor(GridRole.Trainer), Audited("move an alias of the model")]
    Task<ModelInfo> SetAliasAsync(SetAliasRequest request, CancellationToken cancellationToken);

    /// <summary>Deletes a version that no alias but latest points to.</summary>
    /// <exception cref="GridException">NotFound; WrongState: an alias points to it.</exception>
    [Alias("DeleteVersion"), AllowedFor(GridRole.Admin), Audited("delete a version of the model", Detail = "selector")]
    Task DeleteVersionAsync(OperationId operation, string selector, CancellationToken cancellationToken);
}
