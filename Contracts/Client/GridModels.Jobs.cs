using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Contracts.Client;

/// <summary>Imports that nobody waits for.</summary>
public sealed partial class GridModels
{
    /// <summary>Starts an import and returns at once; the same operation again returns how far it is.</summary>
    /// <exception cref="GridException">Invalid: the request. NotFound: the folder. Conflict: the operation was used for something else.</exception>
    public Task<ModelJobStatus> StartImportAsync(ModelName name, ImportModelRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _calls.AskAsync(grains => Grain(grains, name).ImportAsync(request, cancellationToken), cancellationToken);
    }

    /// <summary>How far an import or export is.</summary>
    /// <exception cref="GridException">NotFound: no such job since the silo started.</exception>
    public Task<ModelJobStatus> GetJobAsync(ModelName name, OperationId job, CancellationToken cancellationToken = default) =>
        _calls.AskAsync(grains => Grain(grains, name).GetJobAsync(job, cancellationToken), cancellationToken);

    /// <summary>Cancels an import or export; nothing of it stays. Without effect once it has ended.</summary>
    /// <exception cref="GridException">NotFound: no such job since the silo started.</exception>
    public Task<ModelJobStatus> CancelJobAsync(ModelName name, OperationId job, CancellationToken cancellationToken = default) =>
        _calls.AskAsync(grains => Grain(grains, name).CancelJobAsync(job, cancellationToken), cancellationToken);
}
