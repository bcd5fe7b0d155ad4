using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage;
using ClipGrid.Model.Training;

namespace ClipGrid.Grains.Training.Checkpoints;

/// <summary>A run's checkpoints in the blob store: parts first, then the head that names them. One call at a time.</summary>
internal sealed class CheckpointStore(SessionId id, IBlobStore blobs)
{
    private const int KeptCount = 2;
    private const int TakeAttempts = 5;
    private readonly string _owner = Guid.NewGuid().ToString("N");
    private SessionHead? _head;
    private string? _etag;

    /// <summary>The newest checkpoint that counts, or null.</summary>
    public StoredCheckpoint? Newest => _head?.Checkpoints is [var newest, ..] ? newest : null;

    /// <summary>Grows with every run of the session; 0 before it is taken.</summary>
    public long Epoch => _head?.Epoch ?? 0;

    /// <summary>Whether another run has taken the session over.</summary>
    public bool IsReplaced { get; private set; }

    /// <summary>Takes the session over from whoever had it: from now on only this run can publish. Removes what no head names.</summary>
    /// <exception cref="GridException">Conflict: others take it again and again; Corrupt, NewerFormat, Unavailable.</exception>
    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            (SessionHead Value, string ETag)? found = await FindHeadAsync(cancellationToken).ConfigureAwait(false);
            SessionHead taken = found is { } known
                ? known.Value with { Epoch = known.Value.Epoch + 1, Owner = _owner }
                : new SessionHead { Format = SessionHead.CurrentFormat, Epoch = 1, Owner = _owner, Checkpoints = [] };
            try
            {
                await WriteHeadAsync(taken, found is { } old ? BlobCondition.IfMatch(old.ETag) : BlobCondition.IfAbsent, cancellationToken).ConfigureAwait(false);
                break;
            }
            catch (GridException raced) when (raced.Problem == GridProblem.Conflict && attempt < TakeAttempts)
            {
                // Somebody else was faster: look again.
            }
        }
        await RemoveOthersAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The newest checkpoint that can be read, or null if there is none. One that cannot be read counts no more.</summary>
    /// <param name="folder">A folder for its files, which need not exist.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="GridException">Corrupt: there are checkpoints and none can be read; Unavailable.</exception>
    public async Task<TrainerCheckpoint?> LoadAsync(string folder, CancellationToken cancellationToken)
    {
        List<string> complaints = [];
        foreach (StoredCheckpoint stored in _head!.Checkpoints)
        {
            string local = Path.Combine(folder, $"{stored.Step}");
            try
            {
                await FetchAsync(stored, local, cancellationToken).ConfigureAwait(false);
                TrainerCheckpoint checkpoint = TrainerCheckpoint.Load(local);
                _head = _head with { Checkpoints = [.. _head.Checkpoints.SkipWhile(one => one != stored)] };
                return checkpoint;
            }
            catch (Exception error) when (error is CheckpointException or GridException { Problem: GridProblem.NotFound or GridProblem.Corrupt })
            {
                complaints.Add($"step {stored.Step}: {error.Message}");
            }
            finally
            {
                if (Directory.Exists(local))
                    Directory.Delete(local, recursive: true);
            }
        }
        return complaints.Count == 0
            ? null
            : throw new GridException(GridProblem.Corrupt, $"No checkpoint of session {id} can be read: {string.Join(" ", complaints)} Restore its blobs from a backup, or start a new session.");
    }

    /// <summary>Stores a checkpoint's folder and makes it the newest; older ones but one are deleted.</summary>
    /// <exception cref="GridException">Conflict: another run has taken the session over; StorageFull, Unavailable.</exception>
    public async Task SaveAsync(string folder, long step, long truncatedCaptionCount, CancellationToken cancellationToken)
    {
        string prefix = $"{GridPaths.SessionCheckpoints(id)}{step:D10}-{Guid.NewGuid():N}/";
        ImmutableArray<StoredPart>.Builder parts = ImmutableArray.CreateBuilder<StoredPart>();
        foreach (string path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(path);
            parts.Add(new StoredPart(name, new FileInfo(path).Length, await blobs.UploadAsync(path, prefix + name, cancellationToken).ConfigureAwait(false)));
        }
        StoredCheckpoint stored = new() { Step = step, Prefix = prefix, Parts = parts.ToImmutable(), TruncatedCaptionCount = truncatedCaptionCount };
        SessionHead next = _head! with { Checkpoints = [stored, .. _head.Checkpoints.Where(other => other.Step != step).Take(KeptCount - 1)] };
        ImmutableArray<StoredCheckpoint> dropped = [.. _head.Checkpoints.Except(next.Checkpoints)];
        try
        {
            await WriteHeadAsync(next, BlobCondition.IfMatch(_etag!), cancellationToken).ConfigureAwait(false);
        }
        catch (GridException raced) when (raced.Problem == GridProblem.Conflict)
        {
            await AdoptOwnWriteAsync(prefix, raced, cancellationToken).ConfigureAwait(false);
        }
        foreach (StoredCheckpoint old in dropped)
            await blobs.DeleteAllAsync(old.Prefix, cancellationToken).ConfigureAwait(false);
    }

    // A write whose answer was lost has happened all the same.
    private async Task AdoptOwnWriteAsync(string prefix, GridException raced, CancellationToken cancellationToken)
    {
        if (await FindHeadAsync(cancellationToken).ConfigureAwait(false) is not { } found || found.Value.Owner != _owner || found.Value.Checkpoints.All(one => one.Prefix != prefix))
        {
            IsReplaced = true;
            throw new GridException(GridProblem.Conflict, $"Another run of session {id} has taken over: this one stops, and nothing that it did after its last checkpoint counts.", raced);
        }
        (_head, _etag) = found;
    }

    private Task<(SessionHead Value, string ETag)?> FindHeadAsync(CancellationToken cancellationToken) =>
        blobs.FindJsonAsync<SessionHead>(GridPaths.SessionHead(id), SessionHead.CurrentFormat, cancellationToken);

    private async Task WriteHeadAsync(SessionHead head, BlobCondition condition, CancellationToken cancellationToken)
    {
        BlobInfo written = await blobs.PutJsonAsync(GridPaths.SessionHead(id), head, condition, cancellationToken).ConfigureAwait(false);
        (_head, _etag) = (head, written.ETag);
    }

    private async Task FetchAsync(StoredCheckpoint stored, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        foreach (StoredPart part in stored.Parts)
        {
            string digest = await blobs.DownloadAsync(stored.Prefix + part.Name, Path.Combine(folder, Path.GetFileName(part.Name)), cancellationToken).ConfigureAwait(false);
            if (digest != part.Sha256)
                throw new GridException(GridProblem.Corrupt, $"{stored.Prefix}{part.Name} has the SHA-256 {digest} and was written with {part.Sha256}.");
        }
    }

    private async Task RemoveOthersAsync(CancellationToken cancellationToken)
    {
        await foreach (BlobInfo blob in blobs.ListAllAsync(GridPaths.SessionCheckpoints(id), cancellationToken).ConfigureAwait(false))
            if (!_head!.Checkpoints.Any(kept => blob.Name.StartsWith(kept.Prefix, StringComparison.Ordinal)))
                await blobs.DeleteAsync(blob.Name, BlobCondition.None, cancellationToken).ConfigureAwait(false);
    }
}
