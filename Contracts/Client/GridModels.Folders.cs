using System.Collections.Immutable;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Transfers;

namespace ClipGrid.Contracts.Client;

/// <summary>Folders of models: import and export.</summary>
public sealed partial class GridModels
{
    /// <summary>
    /// Sends a folder of this machine as Hugging Face or open_clip write it (JSON, text and safetensors files; weights of other formats stay
    /// where they are) and waits until it is a version. Where the token is cancelled, nothing of it stays.
    /// </summary>
    /// <returns>The version; the same one if it was there already.</returns>
    /// <exception cref="GridException">NotFound: the folder. Invalid: it cannot be read as a model; the message says why.</exception>
    public async Task<ModelVersionInfo> ImportAsync(ModelName name, string folder, IProgress<ModelProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        Demand.Key(name);
        ImmutableArray<LocalFile> files = LocalFiles.OfModel(folder);
        long total = TarPacking.Estimate(files);
        TransferId transfer = await TarPacking.SendAsync(_calls, files, sent => progress?.Report(new ModelProgress(sent, Math.Max(total, sent), null)), cancellationToken);
        try
        {
            ImportModelRequest request = new() { Operation = OperationId.New(), Kind = SourceKind.Transfer, Location = folder, Transfer = transfer };
            return await ImportAsync(name, request, progress, cancellationToken);
        }
        finally
        {
            await Transfers.DeleteQuietlyAsync(_calls, transfer);
        }
    }

    /// <summary>As <see cref="ImportAsync(ModelName, string, IProgress{ModelProgress}, CancellationToken)"/>, from a folder of the silo's machine.</summary>
    /// <exception cref="GridException">NotFound: the folder. Invalid: it cannot be read as a model; the message says why.</exception>
    public Task<ModelVersionInfo> ImportFromSiloAsync(ModelName name, string folder, IProgress<ModelProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return ImportAsync(name, new ImportModelRequest { Operation = OperationId.New(), Kind = SourceKind.Path, Location = folder }, progress, cancellationToken);
    }

    /// <summary>Writes a version into a new folder of this machine, whole or not at all.</summary>
    /// <param name="model">The version.</param>
    /// <param name="layout">Whose names the files shall have.</param>
    /// <param name="folder">A folder that is not there yet, or empty.</param>
    /// <param name="progress">Hears how far it is.</param>
    /// <param name="cancellationToken">Ends it; nothing stays.</param>
    /// <exception cref="GridException">NotFound: the version. Conflict: the folder holds something. Invalid: it cannot be written.</exception>
    public async Task ExportAsync(ModelRef model, ModelLayout layout, string folder, IProgress<ModelProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        OperationId operation = OperationId.New();
        ModelJobStatus done = await FollowAsync(
            model.Name, operation, grains => Grain(grains, model.Name).ExportAsync(operation, model.Selector, layout, cancellationToken), progress, cancellationToken);
        TransferId transfer = done.Transfer ?? throw new GridException(GridProblem.Internal, $"The export of {model} ended without its files: look at the silo's log.");
        try
        {
            TransferInfo info = await _calls.AskAsync(grains => grains.GetGrain<ITransferGrain>(transfer.ToString()).GetAsync(cancellationToken), cancellationToken);
            await using TransferReader tar = new(_calls, transfer);
            await using ProgressStream heard = new(tar, received => progress?.Report(new ModelProgress(received, info.Length, null)));
            await TarUnpacking.UnpackAsync(heard, folder, cancellationToken);
        }
        finally
        {
            await Transfers.DeleteQuietlyAsync(_calls, transfer);
        }
    }

    private async Task<ModelVersionInfo> ImportAsync(ModelName name, ImportModelRequest request, IProgress<ModelProgress>? progress, CancellationToken cancellationToken)
    {
        ModelJobStatus done = await FollowAsync(name, request.Operation, grains => Grain(grains, name).ImportAsync(request, cancellationToken), progress, cancellationToken);
        return done.Version is { } version
            ? await GetVersionAsync(version, cancellationToken)
            : throw new GridException(GridProblem.Internal, $"The import of {name} ended without a version: look at the silo's log.");
    }

    private async Task<ModelJobStatus> FollowAsync(
        ModelName name, OperationId job, Func<IGrainFactory, Task<ModelJobStatus>> start, IProgress<ModelProgress>? progress, CancellationToken cancellationToken)
    {
        try
        {
            await _calls.AskAsync(start, cancellationToken);
            IAsyncEnumerable<ModelJobStatus> answers = Polling.WatchAsync(
                _calls, token => _calls.AskAsync(grains => Grain(grains, name).GetJobAsync(job, token), token), status => status.State != JobState.Running, cancellationToken);
            ModelJobStatus last = await Polling.LastAsync(answers, status => progress?.Report(new ModelProgress(0, 0, status.Message)));
            return last.State == JobState.Completed ? last : throw new GridException(last.Problem ?? GridProblem.Invalid, last.Message ?? $"The job on {name} was cancelled.");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Transfers.QuietlyAsync(_calls, token => _calls.AskAsync(grains => Grain(grains, name).CancelJobAsync(job, token), token));
            throw;
        }
    }
}
