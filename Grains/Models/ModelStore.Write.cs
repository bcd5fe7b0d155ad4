using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Storage.Files;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Models;

/// <content>Storing.</content>
internal sealed partial class ModelStore
{
    /// <inheritdoc/>
    public async Task<ModelVersionInfo> StoreAsync(ModelName name, string folder, ModelLineage lineage, ImmutableSortedDictionary<string, double> metrics, CancellationToken cancellationToken)
    {
        if (metrics.FirstOrDefault(metric => !double.IsFinite(metric.Value)) is { Key: not null } unknown)
            throw new GridException(GridProblem.Invalid, $"The metric {unknown.Key} is {unknown.Value}: leave out what could not be measured.");
        string scratch = cache.NewScratch();
        try
        {
            ModelVersionInfo facts = await Task.Run(() => NormalModel.Write(folder, scratch, cancellationToken), cancellationToken).ConfigureAwait(false);
            ImmutableArray<ModelFile> files = await DescribeAsync(scratch, cancellationToken).ConfigureAwait(false);
            ModelManifest manifest = new()
            {
                FormatVersion = ModelManifest.FormatOf(facts),
                Version = facts with
                {
                    Id = new ModelVersionId(name, ModelManifest.DigestOf(files)),
                    CreatedAt = clock.GetUtcNow(),
                    ByteCount = files.Sum(file => file.Length),
                    Lineage = lineage,
                    Metrics = metrics,
                },
                Files = files,
            };
            ModelVersionInfo stored = await StoreAsync(manifest, scratch, cancellationToken).ConfigureAwait(false);
            cache.Adopt(scratch, stored.Id.Digest);
            return stored;
        }
        catch (Exception error) when (FileFaults.IsKnown(error))
        {
            throw FileFaults.Explain(error, options.Folder, $"taking in a model from {folder}");
        }
        finally
        {
            if (Directory.Exists(scratch))
                Directory.Delete(scratch, recursive: true);
        }
    }

    private async Task<ModelVersionInfo> StoreAsync(ModelManifest manifest, string folder, CancellationToken cancellationToken)
    {
        ModelVersionId id = manifest.Version.Id;
        if (await FindManifestAsync(id, cancellationToken).ConfigureAwait(false) is { } former)
        {
            await PutFilesAsync(former, folder, isThere: true, cancellationToken).ConfigureAwait(false);
            return former.Version;
        }
        try
        {
            await PutFilesAsync(manifest, folder, isThere: false, cancellationToken).ConfigureAwait(false);
            await blobs.PutAsync(ManifestOf(id), ModelManifestJson.Write(manifest), BlobCondition.IfAbsent, cancellationToken).ConfigureAwait(false);
        }
        catch (GridException error) when (error.Problem == GridProblem.Conflict)
        {
            // Somebody stored the same meanwhile: his is as good.
            return await GetInfoAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await RemoveRemainsAsync(id).ConfigureAwait(false);
            throw;
        }
        await RequireFilesAsync(manifest, cancellationToken).ConfigureAwait(false);
        return manifest.Version;
    }

    // Files without a manifest are no version, but take room. If they cannot be deleted now, storing the same again uses them.
    private async Task RemoveRemainsAsync(ModelVersionId id)
    {
        try
        {
            if (await FindManifestAsync(id, CancellationToken.None).ConfigureAwait(false) is null)
                await blobs.DeleteAllAsync(GridPaths.ModelVersion(id), CancellationToken.None).ConfigureAwait(false);
        }
        catch (GridException error)
        {
            logger.LogWarning(error, "What was stored of {Model} before it failed could not be deleted.", id);
        }
    }

    // What is there already is compared by its bytes and written again only where they differ: importing again mends a damaged version.
    private async Task PutFilesAsync(ModelManifest manifest, string folder, bool isThere, CancellationToken cancellationToken)
    {
        foreach (ModelFile file in manifest.Files)
        {
            if (isThere && await IsWholeAsync(manifest.Version.Id, file, cancellationToken).ConfigureAwait(false))
                continue;
            FileStream stream = new(Path.Combine(folder, file.Name), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
            await using (stream.ConfigureAwait(false))
                await blobs.PutAsync(FileOf(manifest.Version.Id, file.Name), stream, BlobCondition.None, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> IsWholeAsync(ModelVersionId id, ModelFile file, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(id, file.Name, Stream.Null, cancellationToken).ConfigureAwait(false) == file;
        }
        catch (GridException error) when (error.Problem == GridProblem.Corrupt)
        {
            return false;
        }
    }

    // Somebody may have deleted the same version, or cancelled storing it, between the files and the manifest.
    private async Task RequireFilesAsync(ModelManifest manifest, CancellationToken cancellationToken)
    {
        foreach (ModelFile file in manifest.Files)
        {
            if ((await blobs.FindAsync(FileOf(manifest.Version.Id, file.Name), cancellationToken).ConfigureAwait(false))?.Length == file.Length)
                continue;
            await blobs.DeleteAsync(ManifestOf(manifest.Version.Id), BlobCondition.None, CancellationToken.None).ConfigureAwait(false);
            throw new GridException(GridProblem.Conflict, $"{manifest.Version.Id.Short} was deleted while it was being stored: store it again.");
        }
    }

    private static async Task<ImmutableArray<ModelFile>> DescribeAsync(string folder, CancellationToken cancellationToken)
    {
        var files = ImmutableArray.CreateBuilder<ModelFile>();
        foreach (string path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
            files.Add(await ModelFile.DescribeAsync(path, cancellationToken).ConfigureAwait(false));
        return files.ToImmutable();
    }
}
