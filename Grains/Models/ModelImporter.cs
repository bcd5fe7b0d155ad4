using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Grains.Cluster;
using ClipGrid.Grains.Datasets.Sources;
using ClipGrid.Grains.Transfers;

namespace ClipGrid.Grains.Models;

/// <summary>Carries out imports. Safe for any number of callers.</summary>
internal sealed class ModelImporter(IModelStore store, TransferFiles transfers, ScratchFolder scratch, AllowedSources allowed)
{
    /// <summary>Refuses a request that cannot be carried out.</summary>
    /// <exception cref="GridException">Invalid.</exception>
    public void Require(ImportModelRequest request)
    {
        if (request.Kind == SourceKind.Path && (!Path.IsPathRooted(request.Location) || request.Transfer is not null))
            throw new GridException(GridProblem.Invalid, "An import from a path on the silo's machine needs an absolute path and no transfer: give the path from the root, or send the folder.");
        if (request.Kind == SourceKind.Path)
            allowed.Require(request.Location);
        if (request.Kind == SourceKind.Transfer && request.Transfer is null)
            throw new GridException(GridProblem.Invalid, "An import of sent files needs the id of their transfer: send the folder first and give its id.");
        if (!Enum.IsDefined(request.Kind))
            throw new GridException(GridProblem.Invalid, $"{request.Kind} is no kind of source: use {SourceKind.Path} or {SourceKind.Transfer}.");
    }

    /// <summary>Runs an import as a job, registration included.</summary>
    public Task RunAsync(ModelJob job, ModelName name, ImportModelRequest request, IModelRegistryGrain registry, CancellationToken ending) => job.RunAsync(
        async token =>
        {
            ModelVersionInfo version = await ImportAsync(name, request, job.Report, token).ConfigureAwait(false);
            // Stored is stored: a cancellation that comes now comes too late.
            return ((await registry.RegisterAsync(version, CancellationToken.None).ConfigureAwait(false)).Id, null);
        },
        ending);

    /// <summary>Stores what a request names.</summary>
    /// <exception cref="GridException">Invalid: it is no model. NotFound: there is no such transfer. Unavailable, StorageFull.</exception>
    public async Task<ModelVersionInfo> ImportAsync(ModelName name, ImportModelRequest request, Action<string> report, CancellationToken cancellationToken)
    {
        if (request.Transfer is not { } transfer)
        {
            RequireRegularFiles(request.Location);
            return await StoreAsync(name, request.Location, request.Location, report, cancellationToken).ConfigureAwait(false);
        }
        report("The files are unpacked.");
        string folder = await transfers.UnpackAsync(transfer, scratch.Path, cancellationToken).ConfigureAwait(false);
        try
        {
            return await StoreAsync(name, ModelIn(folder), request.Location, report, cancellationToken).ConfigureAwait(false);
        }
        catch (GridException error) when (error.Message.Contains(folder, StringComparison.Ordinal))
        {
            // The sender knows his own folder, not this silo's.
            throw new GridException(error.Problem, error.Message.Replace(ModelIn(folder), request.Location, StringComparison.Ordinal).Replace(folder, request.Location, StringComparison.Ordinal), error);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // A pipe or a device under a model's name would be waited for, or read, without end. Links are fine: caches of models are made of them.
    private static void RequireRegularFiles(string folder)
    {
        try
        {
            if (!Directory.Exists(folder))
                return;
            foreach (string file in Directory.EnumerateFiles(folder).Where(file => Path.GetExtension(file) is ".safetensors" or ".json" or ".txt"))
            {
                SampleProblem? problem = SourceFile.Open(SourcePath.Resolve(file), Path.GetFileName(file), out FileStream? opened);
                opened?.Dispose();
                if (problem is not null)
                    throw new GridException(GridProblem.Invalid, $"The model in {folder} cannot be read: {problem.Message}");
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new GridException(GridProblem.Invalid, $"The folder {folder} cannot be read: {error.Message}", error);
        }
    }

    private async Task<ModelVersionInfo> StoreAsync(ModelName name, string folder, string shown, Action<string> report, CancellationToken cancellationToken)
    {
        report("The model is checked and stored.");
        return await store.StoreAsync(name, folder, new ModelLineage { ImportedFrom = shown }, ImmutableSortedDictionary<string, double>.Empty, cancellationToken).ConfigureAwait(false);
    }

    // Whoever packs a folder may pack it with its name.
    private static string ModelIn(string folder) =>
        Directory.EnumerateFiles(folder).Any() || Directory.GetDirectories(folder) is not [var only] ? folder : only;
}
