using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage.Files;

namespace ClipGrid.Grains.Storage;

/// <summary>
/// Blobs as files below a folder, one file a blob, content first and a short trailer with the entity tag last (<see cref="BlobFile"/>).
/// A put writes a temporary file in the same store, flushes it to the disk, renames it and flushes the folder: content and tag
/// appear by one rename. Conditions are compared under a lock that threads and processes share. Who has a blob open keeps reading
/// what he opened. Nothing is cached: when the disk has room again or the folder is back, the next call works.
/// </summary>
public sealed class FileBlobStore : IBlobStore
{
    private const int LargestPage = 5000;
    private readonly BlobFolder _folder;
    private readonly BlobLocks _locks;

    /// <summary>Opens a store, creates its folder if there is none and removes what a crash left half-written.</summary>
    /// <param name="folder">The store's folder; several processes may share it.</param>
    /// <param name="time">Times the wait for another process.</param>
    /// <exception cref="GridException">Unavailable, StorageFull: the folder cannot be made or written.</exception>
    public FileBlobStore(string folder, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        _folder = new BlobFolder(Path.GetFullPath(folder));
        _locks = new BlobLocks(_folder, time ?? TimeProvider.System);
        _folder.Guard("opening it", () =>
        {
            Directory.CreateDirectory(_folder.Root);
            _folder.CollectTemporaryFiles();
            return true;
        });
    }

    /// <inheritdoc/>
    public async Task<BlobInfo> PutAsync(string name, Stream content, BlobCondition condition, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        string path = _folder.PathOf(BlobName.Check(name));
        string action = $"writing {name}";
        await LeaveCaller();
        cancellationToken.ThrowIfCancellationRequested();
        using TemporaryBlobFile temporary = _folder.Guard(action, () => TemporaryBlobFile.Create(_folder));
        await temporary.WriteAsync(content, action, cancellationToken).ConfigureAwait(false);
        string etag = _folder.Guard(action, temporary.Complete);
        using (await _locks.TakeAsync(name, cancellationToken).ConfigureAwait(false))
        {
            _folder.Guard(action, () =>
            {
                Require(condition, name, BlobFile.Find(path, name));
                temporary.MoveTo(path);
                return true;
            });
        }
        return new BlobInfo(name, temporary.Length, etag);
    }

    /// <inheritdoc/>
    public async Task<BlobInfo?> FindAsync(string name, CancellationToken cancellationToken)
    {
        string path = _folder.PathOf(BlobName.Check(name));
        await LeaveCaller();
        cancellationToken.ThrowIfCancellationRequested();
        return _folder.Guard($"looking for {name}", () => BlobFile.Find(path, name) ?? _folder.Missing<BlobInfo>());
    }

    /// <inheritdoc/>
    public async Task<BlobContent> OpenAsync(string name, BlobRange? range, CancellationToken cancellationToken)
    {
        string path = _folder.PathOf(BlobName.Check(name));
        range?.Check(name);
        await LeaveCaller();
        cancellationToken.ThrowIfCancellationRequested();
        return _folder.Guard($"reading {name}", () => BlobFile.Open(path, name, range, _folder, cancellationToken) ?? _folder.Missing<BlobContent>())
            ?? throw new GridException(GridProblem.NotFound, $"There is no blob {name} in {_folder.Root}: see what is there by listing it.");
    }

    /// <inheritdoc/>
    public async Task<BlobPage> ListAsync(string prefix, string? continuation, int pageSize, CancellationToken cancellationToken)
    {
        BlobName.CheckPrefix(prefix);
        if (pageSize is < 1 or > LargestPage)
            throw new GridException(GridProblem.Invalid, $"A page of {pageSize} blobs cannot be listed: ask for 1 to {LargestPage}.");
        await LeaveCaller();
        return _folder.Guard($"listing {prefix}*", () =>
        {
            ImmutableArray<BlobInfo>.Builder blobs = ImmutableArray.CreateBuilder<BlobInfo>();
            foreach (string name in _folder.Names(prefix, continuation))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (blobs.Count == pageSize)
                    return new BlobPage(blobs.ToImmutable(), blobs[^1].Name);
                if (BlobFile.Find(_folder.PathOf(name), name) is { } blob)
                    blobs.Add(blob);
            }
            return new BlobPage(blobs.DrainToImmutable(), null);
        });
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(string name, BlobCondition condition, CancellationToken cancellationToken)
    {
        string path = _folder.PathOf(BlobName.Check(name));
        await LeaveCaller();
        using (await _locks.TakeAsync(name, cancellationToken).ConfigureAwait(false))
        {
            return _folder.Guard($"deleting {name}", () =>
            {
                if (BlobFile.Find(path, name) is not { } blob)
                    return false;
                Require(condition, name, blob);
                File.Delete(path);
                _folder.FlushAndPrune(path);
                return true;
            });
        }
    }

    // Files block: callers on a grain's turn go on at once and the work is done on the pool.
    private static System.Runtime.CompilerServices.ConfiguredTaskAwaitable LeaveCaller() => Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);

    private static void Require(BlobCondition condition, string name, BlobInfo? found)
    {
        if (condition.MustBeAbsent && found is not null)
            throw new GridException(GridProblem.Conflict, $"There is a blob {name} already: somebody else wrote it first; read it and decide again.");
        if (condition.ETag is { } etag && etag != found?.ETag)
            throw new GridException(GridProblem.Conflict, $"The blob {name} is not the one that was read: somebody else changed it first; read it and decide again.");
    }
}
