using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Transfers;
using ClipGrid.Grains.Cluster;
using ClipGrid.Grains.Storage.Files;
using ClipGrid.Grains.Transfers;
using ClipGrid.Model.Classification;
using ClipGrid.Model.Weights;

namespace ClipGrid.Grains.Models;

/// <summary>Carries out exports. Safe for any number of callers.</summary>
internal sealed class ModelExporter(IModelStore store, TransferFiles transfers, ScratchFolder scratch)
{
    /// <summary>Runs an export as a job.</summary>
    public Task RunAsync(ModelJob job, ModelVersionId id, ModelLayout layout, CancellationToken ending) =>
        job.RunAsync(async token => (id, await ExportAsync(id, layout, job.Report, token).ConfigureAwait(false)), ending);

    /// <summary>A version as a transfer: a tar of a folder in a layout.</summary>
    /// <exception cref="GridException">Invalid: the layout cannot hold this model. NotFound, Corrupt, Unavailable, StorageFull.</exception>
    public async Task<TransferId> ExportAsync(ModelVersionId id, ModelLayout layout, Action<string> report, CancellationToken cancellationToken)
    {
        report("The files are fetched.");
        string source = await store.GetFolderAsync(id, cancellationToken).ConfigureAwait(false);
        string folder = scratch.NewFolder("export");
        try
        {
            report("The folder is written.");
            await Task.Run(() => Write(id, source, folder, layout, cancellationToken), cancellationToken).ConfigureAwait(false);
            report("The folder is packed.");
            return await transfers.PackAsync(folder, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (FileFaults.IsKnown(error))
        {
            throw FileFaults.Explain(error, scratch.Path, $"exporting {id.Short}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Write(ModelVersionId id, string source, string folder, ModelLayout layout, CancellationToken cancellationToken)
    {
        CheckpointLayout names = layout switch
        {
            ModelLayout.HuggingFace => CheckpointLayout.HuggingFace,
            ModelLayout.OpenClip => CheckpointLayout.OpenClip,
            _ => throw new GridException(GridProblem.Invalid, $"{layout} is no layout: use {ModelLayout.HuggingFace} or {ModelLayout.OpenClip}."),
        };
        ModelFaults.Guard(id.Short, GridProblem.Invalid, () =>
        {
            using ModelFolder model = ModelFolder.Open(source);
            ModelFolder.Export(folder, model.ToExport(names), cancellationToken);
            ClassifierHead.Find(source)?.Save(folder);
            return true;
        });
    }
}
