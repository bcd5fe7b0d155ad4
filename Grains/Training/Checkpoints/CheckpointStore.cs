using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ClipGrid.Grains.Training.Checkpoints;

/// <summary>
/// A run's checkpoints in the blob store: parts first, then the head that names them. Safe for any number of callers, of which one at
/// a time may take, load, copy or save.
/// </summary>
internal sealed partial class CheckpointStore(SessionId id, IBlobStore blobs)
{
    private readonly HeadWriter _head = new(id, blobs);
    private readonly CheckpointNotes _notes = new();
    // Prefixes: of those that cannot be read; of those that the run went back behind.
    private volatile ImmutableHashSet<string> _unreadable = [];
    private volatile ImmutableHashSet<string> _passedOver = [];
    // What is being stored and no head names yet.
    private volatile string? _underWay;

    /// <summary>Newest checkpoints to keep, besides the best and those that are pinned.</summary>
    public int KeptCount { get; init; } = 2;

    /// <summary>Where this run is, in words for people.</summary>
    public string OwnerText { get; init; } = "";

    /// <summary>Says when a checkpoint was stored.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Hears what could not be removed.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>The newest checkpoint that counts, or null.</summary>
    public StoredCheckpoint? Newest
    {
        get
        {
            (ImmutableHashSet<string> unreadable, ImmutableHashSet<string> passedOver) = (_unreadable, _passedOver);
            return _head.Head?.Checkpoints.FirstOrDefault(one => !unreadable.Contains(one.Prefix) && !passedOver.Contains(one.Prefix));
        }
    }

    /// <summary>Grows with every run of the session; 0 before it is taken.</summary>
    public long Epoch => _head.Head?.Epoch ?? 0;

    /// <summary>Whether another run has taken the session over.</summary>
    public bool IsReplaced => _head.IsReplaced;

    /// <summary>The checkpoints that count, first the one to go on from.</summary>
    public ImmutableArray<CheckpointInfo> List() => _head.Head is { } head ? [.. head.Checkpoints.Select(one => one.Describe())] : [];

    /// <summary>Takes the session over from whoever had it: from now on only this run can publish. Removes what no head names.</summary>
    /// <exception cref="GridException">Conflict: others take it again and again; Corrupt, NewerFormat, Unavailable, StorageFull.</exception>
    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        await _head.TakeAsync(OwnerText, cancellationToken).ConfigureAwait(false);
        await CollectAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Shows that this run lives and asks whether it still has the session; to be called about every ten seconds.</summary>
    /// <exception cref="GridException">Conflict: another run has taken the session over; Unavailable, StorageFull.</exception>
    public Task BeatAsync(CancellationToken cancellationToken) => _head.BeatAsync(cancellationToken);

    /// <summary>Says that this run has ended: whoever comes next need not wait to see whether it lives.</summary>
    /// <exception cref="GridException">Conflict: another run has taken the session over; Unavailable, StorageFull.</exception>
    public Task ReleaseAsync(CancellationToken cancellationToken) => _head.UpdateAsync(head => head with { IsReleased = true }, cancellationToken);

    /// <summary>Stores a checkpoint's folder and makes it the newest; those that need not be kept are let go.</summary>
    /// <param name="folder">Its files.</param>
    /// <param name="step">Steps done.</param>
    /// <param name="truncatedCaptionCount">Captions cut until then.</param>
    /// <param name="retry">How long to try, or null to try once.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="GridException">Conflict: another run has taken the session over; StorageFull, Unavailable.</exception>
    /// <exception cref="StoreOutageException">The store was away for too long.</exception>
    public async Task SaveAsync(string folder, long step, long truncatedCaptionCount, StoreRetry? retry, CancellationToken cancellationToken)
    {
        string prefix = CheckpointPrefix.New(id, step, Epoch);
        _underWay = prefix;
        try
        {
            ImmutableArray<StoredPart>.Builder parts = ImmutableArray.CreateBuilder<StoredPart>();
            foreach (string path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
            {
                string name = Path.GetFileName(path), digest = "";
                await TryAsync(async token => digest = await blobs.UploadAsync(path, prefix + name, token).ConfigureAwait(false)).ConfigureAwait(false);
                parts.Add(new StoredPart(name, new FileInfo(path).Length, digest));
            }
            StoredCheckpoint stored = new() { Step = step, Prefix = prefix, Parts = parts.ToImmutable(), TruncatedCaptionCount = truncatedCaptionCount, At = Time.GetUtcNow() };
            await TryAsync(token => _head.UpdateAsync(head => HeadChanges.Add(head, _notes.On(stored), KeptCount, _unreadable, _passedOver), token)).ConfigureAwait(false);
            _notes.Forget(step);
            // What was passed over is let go for good now that there is something better.
            (_unreadable, _passedOver) = ([], []);
        }
        finally
        {
            _underWay = null;
        }

        Task TryAsync(Func<CancellationToken, Task> action) => retry?.RunAsync(action, cancellationToken) ?? action(cancellationToken);
    }

    /// <summary>
    /// Removes what no head names: checkpoints that were let go, parts of saves that failed. What a later run wrote is told by its
    /// name and left alone, so that a run which has been replaced and does not know it yet harms nobody. A failure is logged, and the
    /// next call tries again.
    /// </summary>
    public async Task CollectAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Makes sure of what the store's head names: the answer to a write before may have been lost.
            long epoch = (await _head.UpdateAsync(head => head, cancellationToken).ConfigureAwait(false)).Epoch;
            await foreach (BlobInfo blob in blobs.ListAllAsync(GridPaths.SessionCheckpoints(id), cancellationToken).ConfigureAwait(false))
                if (CheckpointPrefix.EpochOf(id, blob.Name) <= epoch && !IsNeeded(blob.Name))
                    await blobs.DeleteAsync(blob.Name, BlobCondition.None, cancellationToken).ConfigureAwait(false);
        }
        catch (GridException error)
        {
            Logger.LogWarning(error, "What no checkpoint of session {Session} needs any more could not be removed: the next checkpoint tries again.", id);
        }
    }

    // In this order: what a save has just ended with is in the head by the time that it is no more under way.
    private bool IsNeeded(string blob) =>
        (_underWay is { } prefix && blob.StartsWith(prefix, StringComparison.Ordinal))
        || _head.Head!.Checkpoints.Any(kept => blob.StartsWith(kept.Prefix, StringComparison.Ordinal));
}
