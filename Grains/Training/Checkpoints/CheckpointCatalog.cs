using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Training.Checkpoints;

/// <summary>Checkpoints of a session for whoever does not run it.</summary>
internal static class CheckpointCatalog
{
    private const int MostAttempts = 20;

    /// <summary>The checkpoints that count, first the one to go on from; none for a session that has stored nothing.</summary>
    /// <exception cref="GridException">Corrupt, NewerFormat, Unavailable.</exception>
    public static async Task<ImmutableArray<CheckpointInfo>> ReadAsync(SessionId id, IBlobStore blobs, CancellationToken cancellationToken) =>
        await FindHeadAsync(id, blobs, cancellationToken).ConfigureAwait(false) is { } found ? [.. found.Value.Checkpoints.Select(one => one.Describe())] : [];

    /// <summary>Pins the checkpoint of a step, or lets it go, also while the session runs: its run keeps its hold.</summary>
    /// <exception cref="GridException">NotFound: there is no such checkpoint; Conflict: others change the head again and again;
    /// Corrupt, NewerFormat, StorageFull, Unavailable.</exception>
    public static async Task<CheckpointInfo> PinAsync(CheckpointRef checkpoint, bool isPinned, IBlobStore blobs, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            if (await FindHeadAsync(checkpoint.Session, blobs, cancellationToken).ConfigureAwait(false) is not { } found)
                throw NotFound(checkpoint, []);
            // Epoch, owner and beat stay: a run that meets this change makes its own on top of it.
            SessionHead next = HeadChanges.Pin(Require(checkpoint.Session, found.Value, checkpoint.Step), checkpoint.Step, isPinned) with
            {
                Format = SessionHead.CurrentFormat,
                Change = Guid.NewGuid().ToString("N"),
            };
            try
            {
                await blobs.PutJsonAsync(GridPaths.SessionHead(checkpoint.Session), next, BlobCondition.IfMatch(found.ETag), cancellationToken).ConfigureAwait(false);
                return next.Checkpoints.First(one => one.Step == checkpoint.Step).Describe();
            }
            catch (GridException raced) when (raced.Problem == GridProblem.Conflict && attempt < MostAttempts)
            {
                // Somebody else was faster, or the answer was lost: look again.
            }
        }
    }

    /// <summary>A checkpoint as it is stored.</summary>
    /// <exception cref="GridException">NotFound: there is no such checkpoint; Corrupt, NewerFormat, Unavailable.</exception>
    public static async Task<StoredCheckpoint> GetAsync(CheckpointRef checkpoint, IBlobStore blobs, CancellationToken cancellationToken) =>
        await FindHeadAsync(checkpoint.Session, blobs, cancellationToken).ConfigureAwait(false) is { } found
            ? Require(checkpoint.Session, found.Value, checkpoint.Step).Checkpoints.First(one => one.Step == checkpoint.Step)
            : throw NotFound(checkpoint, []);

    /// <summary>The head, if it has a checkpoint of a step.</summary>
    /// <exception cref="GridException">NotFound.</exception>
    public static SessionHead Require(SessionId id, SessionHead head, long step) =>
        head.Checkpoints.Any(one => one.Step == step) ? head : throw NotFound(new CheckpointRef(id, step), head.Checkpoints);

    private static Task<(SessionHead Value, string ETag)?> FindHeadAsync(SessionId id, IBlobStore blobs, CancellationToken cancellationToken) =>
        blobs.FindJsonAsync<SessionHead>(GridPaths.SessionHead(id), SessionHead.CurrentFormat, cancellationToken);

    private static GridException NotFound(CheckpointRef wanted, ImmutableArray<StoredCheckpoint> there) => new(
        GridProblem.NotFound,
        $"Session {wanted.Session} has no checkpoint of step {wanted.Step}: {(there.IsEmpty ? "it has none yet." : $"take one of {string.Join(", ", there.Select(one => one.Step))}.")}");
}
