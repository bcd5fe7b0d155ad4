using System.Collections.Immutable;
using ClipGrid.Contracts.Models;
using ClipGrid.Grains.Cluster;
using ClipGrid.Grains.Storage.Files;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Models;

/// <summary>
/// Models' files on the silo's disk: <c>{folder}/{digest}/</c>, each checked by its digests once in the life of the process, and
/// fetched again where it is not whole. Safe for any number of callers.
/// </summary>
internal sealed class ModelCache
{
    private const string ScratchFolder = "tmp";
    private static readonly TimeSpan LongestUse = TimeSpan.FromDays(1);

    private readonly SharedTasks<ModelDigest, string> _folders = new();
    private readonly ModelCacheOptions _options;
    private readonly ILogger<ModelCache> _logger;

    /// <summary>Opens the cache and deletes what a crash left half-written there a day ago or earlier.</summary>
    public ModelCache(ModelCacheOptions options, TimeProvider clock, ILogger<ModelCache> logger)
    {
        _options = options;
        _logger = logger;
        DirectoryInfo scratch = new(Path.Combine(options.Folder, ScratchFolder));
        if (!scratch.Exists)
            return;
        // Another silo may share the folder: what is new may be its own.
        foreach (DirectoryInfo left in scratch.EnumerateDirectories().Where(folder => clock.GetUtcNow() - folder.LastWriteTimeUtc > LongestUse))
            left.Delete(recursive: true);
    }

    /// <summary>The folder of a model; fetched once for all who ask meanwhile.</summary>
    /// <param name="manifest">What it holds.</param>
    /// <param name="fetch">Writes its files into an empty folder, and demands that they are those of the manifest.</param>
    /// <param name="cancellationToken">Ends this caller's waiting.</param>
    public Task<string> GetAsync(ModelManifest manifest, Func<string, Task> fetch, CancellationToken cancellationToken) =>
        _folders.GetAsync(manifest.Version.Id.Digest, () => EnsureAsync(manifest, fetch), cancellationToken);

    /// <summary>Takes over a folder that holds a model's files.</summary>
    public void Adopt(string folder, ModelDigest digest)
    {
        if (!Directory.Exists(PathOf(digest)))
            Publish(folder, PathOf(digest));
    }

    /// <summary>Deletes a model's folder. Who has its files open keeps reading them.</summary>
    public void Remove(ModelDigest digest)
    {
        _folders.Forget(digest);
        Discard(PathOf(digest));
    }

    /// <summary>Path of a new folder for one's own use on the same disk; it does not exist yet.</summary>
    public string NewScratch() => Path.Combine(Directory.CreateDirectory(Path.Combine(_options.Folder, ScratchFolder)).FullName, Path.GetRandomFileName());

    private async Task<string> EnsureAsync(ModelManifest manifest, Func<string, Task> fetch)
    {
        string path = PathOf(manifest.Version.Id.Digest);
        try
        {
            if (Directory.Exists(path))
            {
                if (await IsWholeAsync(path, manifest.Files).ConfigureAwait(false))
                    return path;
                _logger.LogWarning("{Folder} is not what was fetched; {Model} is fetched again.", path, manifest.Version.Id);
                Discard(path);
            }
            string scratch = NewScratch();
            try
            {
                Directory.CreateDirectory(scratch);
                await fetch(scratch).ConfigureAwait(false);
                Publish(scratch, path);
            }
            finally
            {
                Discard(scratch);
            }
            return path;
        }
        catch (Exception error) when (FileFaults.IsKnown(error))
        {
            throw FileFaults.Explain(error, _options.Folder, $"keeping the files of {manifest.Version.Id.Short}");
        }
    }

    private static async Task<bool> IsWholeAsync(string path, ImmutableArray<ModelFile> files)
    {
        foreach (ModelFile file in files)
        {
            string local = Path.Combine(path, file.Name);
            if (!File.Exists(local) || await ModelFile.DescribeAsync(local, CancellationToken.None).ConfigureAwait(false) != file)
                return false;
        }
        return Directory.EnumerateFileSystemEntries(path).Count() == files.Length;
    }

    // Another silo on this machine may have been quicker: its folder is as good.
    private static void Publish(string scratch, string path)
    {
        try
        {
            Directory.Move(scratch, path);
        }
        catch (IOException) when (Directory.Exists(path))
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    // Moved away first: nobody finds half a folder under its name.
    private void Discard(string path)
    {
        if (!Directory.Exists(path))
            return;
        string scratch = NewScratch();
        Directory.Move(path, scratch);
        Directory.Delete(scratch, recursive: true);
    }

    private string PathOf(ModelDigest digest) => Path.Combine(Path.GetFullPath(_options.Folder), digest.Value);
}
