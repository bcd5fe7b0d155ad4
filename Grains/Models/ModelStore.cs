using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Storage.Files;
using ClipGrid.Model.Classification;
using ClipGrid.Model.Configuration;
using ClipGrid.Model.Network;
using ClipGrid.Model.Tokenization;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Models;

/// <summary>
/// Model versions as blobs: <c>models/{name}/{digest}/files/…</c> in the form of <see cref="NormalModel"/>, then
/// <c>models/{name}/{digest}/manifest.json</c>. Without a manifest there is no version.
/// </summary>
internal sealed partial class ModelStore(IBlobStore blobs, ModelCache cache, ModelCacheOptions options, TimeProvider clock, ILogger<ModelStore> logger) : IModelStore
{
    /// <inheritdoc/>
    public async Task<ModelVersionInfo> GetInfoAsync(ModelVersionId id, CancellationToken cancellationToken) =>
        (await GetManifestAsync(id, cancellationToken).ConfigureAwait(false)).Version;

    /// <inheritdoc/>
    public async Task<string> GetFolderAsync(ModelVersionId id, CancellationToken cancellationToken)
    {
        ModelManifest manifest = await GetManifestAsync(id, cancellationToken).ConfigureAwait(false);
        // For all who ask meanwhile: one caller's token must not end it.
        return await cache.GetAsync(manifest, folder => FetchAsync(manifest.Version.Id, manifest.Files, folder, CancellationToken.None), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<ClassifierHead?> FindClassifierAsync(ModelVersionId id, CancellationToken cancellationToken)
    {
        ModelManifest manifest = await GetManifestAsync(id, cancellationToken).ConfigureAwait(false);
        return manifest.HasClassifier
            ? await ReadPartAsync(id, manifest.ClassifierFiles, "the classifier", folder => ClassifierHead.Find(folder, manifest.Version.EmbedDim), cancellationToken).ConfigureAwait(false)
            : null;
    }

    /// <inheritdoc/>
    public async Task<ClipConfig> GetNetworkAsync(ModelVersionId id, CancellationToken cancellationToken)
    {
        ModelManifest manifest = await GetManifestAsync(id, cancellationToken).ConfigureAwait(false);
        return await ReadPartAsync(
            id, [.. manifest.Files.Where(file => file.Name == OpenClipConfig.FileName)], "the configuration", folder => OpenClipConfig.Read(Path.Combine(folder, OpenClipConfig.FileName)).Network, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<Tokenizer> GetTokenizerAsync(ModelVersionId id, CancellationToken cancellationToken)
    {
        ModelManifest manifest = await GetManifestAsync(id, cancellationToken).ConfigureAwait(false);
        ImmutableArray<ModelFile> files = [.. manifest.Files.Where(file => file.Name is OpenClipConfig.FileName or NormalModel.VocabularyFile or NormalModel.MergesFile)];
        return await ReadPartAsync(id, files, "the vocabulary", ReadTokenizer, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(ModelVersionId id, CancellationToken cancellationToken)
    {
        // Without a manifest the rest is no version any more.
        await blobs.DeleteAsync(ManifestOf(id), BlobCondition.None, cancellationToken).ConfigureAwait(false);
        await blobs.DeleteAllAsync(GridPaths.ModelVersion(id), cancellationToken).ConfigureAwait(false);
        Local($"deleting the files of {id.Short}", () => cache.Remove(id.Digest));
    }

    private static Tokenizer ReadTokenizer(string folder) => new(
        Vocabulary.FromVocabAndMerges(Path.Combine(folder, NormalModel.VocabularyFile), Path.Combine(folder, NormalModel.MergesFile)),
        new TokenizerOptions { ContextLength = OpenClipConfig.Read(Path.Combine(folder, OpenClipConfig.FileName)).Network.Text.ContextLength });

    // Some of a version's files for a moment, without the rest of the model.
    private async Task<T> ReadPartAsync<T>(ModelVersionId id, ImmutableArray<ModelFile> files, string what, Func<string, T> read, CancellationToken cancellationToken)
    {
        string folder = cache.NewScratch();
        try
        {
            Directory.CreateDirectory(folder);
            await FetchAsync(id, files, folder, cancellationToken).ConfigureAwait(false);
            return ModelFaults.Guard(id.Short, GridProblem.Corrupt, () => read(folder));
        }
        catch (Exception error) when (FileFaults.IsKnown(error))
        {
            throw FileFaults.Explain(error, options.Folder, $"reading {what} of {id.Short}");
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<ModelManifest> GetManifestAsync(ModelVersionId id, CancellationToken cancellationToken) =>
        await FindManifestAsync(id, cancellationToken).ConfigureAwait(false)
            ?? throw new GridException(GridProblem.NotFound, $"There is no version {id.Short}: it was deleted or never stored. List the versions of {id.Name} and name one of them.");

    private async Task<ModelManifest?> FindManifestAsync(ModelVersionId id, CancellationToken cancellationToken)
    {
        try
        {
            return ModelManifestJson.Read(await blobs.GetAsync(ManifestOf(id), null, cancellationToken).ConfigureAwait(false), id);
        }
        catch (GridException error) when (error.Problem == GridProblem.NotFound)
        {
            return null;
        }
    }

    private async Task FetchAsync(ModelVersionId id, ImmutableArray<ModelFile> files, string folder, CancellationToken cancellationToken)
    {
        foreach (ModelFile file in files)
        {
            FileStream target = new(Path.Combine(folder, file.Name), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
            await using (target.ConfigureAwait(false))
            {
                ModelFile found = await ReadAsync(id, file.Name, target, cancellationToken).ConfigureAwait(false);
                if (found != file)
                    throw new GridException(GridProblem.Corrupt, $"{file.Name} of {id.Short} is not in the storage as it was written: {file.Length:N0} bytes with the SHA-256 {file.Digest} were, {found.Length:N0} bytes with {found.Digest} are. Import the model again, which mends it, or restore {FileOf(id, file.Name)} from a copy.");
                target.Flush(flushToDisk: true);
            }
        }
    }

    private async Task<ModelFile> ReadAsync(ModelVersionId id, string name, Stream target, CancellationToken cancellationToken)
    {
        try
        {
            BlobContent content = await blobs.OpenAsync(FileOf(id, name), null, cancellationToken).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
                return await ModelFile.CopyAsync(name, content.Stream, target, cancellationToken).ConfigureAwait(false);
        }
        catch (GridException error) when (error.Problem is GridProblem.NotFound or GridProblem.Corrupt)
        {
            throw new GridException(GridProblem.Corrupt, $"{name} of {id.Short} cannot be read whole from the storage: {error.Message} Import the model again, which mends it.", error);
        }
    }

    private void Local(string action, Action work)
    {
        try
        {
            work();
        }
        catch (Exception error) when (FileFaults.IsKnown(error))
        {
            throw FileFaults.Explain(error, options.Folder, action);
        }
    }

    private static string ManifestOf(ModelVersionId id) => GridPaths.ModelVersion(id) + "manifest.json";

    private static string FileOf(ModelVersionId id, string name) => $"{GridPaths.ModelVersion(id)}files/{name}";
}
