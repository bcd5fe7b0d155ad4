using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Training.Checkpoints;

/// <summary>
/// A run's hold on its session's head. A write that meets another one looks whose it was: the run's own, whose answer was lost; a
/// stranger's that leaves the run its hold, such as a pin, and then the change is made on top of it; or another run's, which ends it.
/// Safe for any number of callers; one write at a time.
/// </summary>
#pragma warning disable CA1001 // A semaphore whose wait handle nobody asks for has nothing to give back.
internal sealed class HeadWriter(SessionId id, IBlobStore blobs)
#pragma warning restore CA1001
{
    private const int MostAttempts = 20;
    private readonly string _owner = Guid.NewGuid().ToString("N");
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile SessionHead? _head;
    private volatile bool _isReplaced;
    private string? _etag;

    /// <summary>The head as this run knows it, or null before it is taken.</summary>
    public SessionHead? Head => _head;

    /// <summary>Whether another run has taken the session over.</summary>
    public bool IsReplaced => _isReplaced;

    /// <summary>Takes the session over from whoever had it.</summary>
    /// <exception cref="GridException">Conflict: others take it again and again; Corrupt, NewerFormat, Unavailable, StorageFull.</exception>
    public Task TakeAsync(string ownerText, CancellationToken cancellationToken) => InTurnAsync(async () =>
    {
        for (int attempt = 1; ; attempt++)
        {
            (SessionHead Value, string ETag)? found = await FindAsync(cancellationToken).ConfigureAwait(false);
            SessionHead before = found?.Value ?? new SessionHead { Format = SessionHead.CurrentFormat, Epoch = 0, Owner = "", Checkpoints = [] };
            SessionHead taken = before with { Epoch = before.Epoch + 1, Owner = _owner, OwnerText = ownerText, IsReleased = false };
            if (await TryWriteAsync(taken, found?.ETag, attempt, cancellationToken).ConfigureAwait(false))
                return taken;
        }
    }, cancellationToken);

    /// <summary>Changes the head; returns what it is then.</summary>
    /// <param name="change">Makes the next head of the newest one; called again if somebody else changed it meanwhile.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="GridException">Conflict: another run has taken the session over; Corrupt, NewerFormat, Unavailable, StorageFull.</exception>
    public Task<SessionHead> UpdateAsync(Func<SessionHead, SessionHead> change, CancellationToken cancellationToken) => InTurnAsync(async () =>
    {
        for (int attempt = 1; ; attempt++)
        {
            if (IsReplaced)
                throw Replaced(null);
            if (await TryWriteAsync(change(_head!), _etag, attempt, cancellationToken).ConfigureAwait(false))
                return _head!;
            await ReadAgainAsync(cancellationToken).ConfigureAwait(false);
        }
    }, cancellationToken);

    /// <summary>Writes the head as it is, with a higher beat. Does nothing while another write is under way: that one beats as well.</summary>
    /// <exception cref="GridException">As of <see cref="UpdateAsync"/>.</exception>
    public Task BeatAsync(CancellationToken cancellationToken) =>
        _turn.CurrentCount == 0 ? Task.CompletedTask : UpdateAsync(head => head, cancellationToken);

    // False if somebody else wrote first. A write whose answer was lost has happened all the same.
    private async Task<bool> TryWriteAsync(SessionHead next, string? etag, int attempt, CancellationToken cancellationToken)
    {
        next = next with { Format = SessionHead.CurrentFormat, Beat = next.Beat + 1, Change = Guid.NewGuid().ToString("N") };
        try
        {
            BlobCondition condition = etag is null ? BlobCondition.IfAbsent : BlobCondition.IfMatch(etag);
            _etag = (await blobs.PutJsonAsync(GridPaths.SessionHead(id), next, condition, cancellationToken).ConfigureAwait(false)).ETag;
            _head = next;
            return true;
        }
        catch (GridException raced) when (raced.Problem == GridProblem.Conflict && attempt < MostAttempts)
        {
            if (await FindAsync(cancellationToken).ConfigureAwait(false) is not { } found || found.Value.Change != next.Change)
                return false;
            (_head, _etag) = found;
            return true;
        }
    }

    private async Task ReadAgainAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken).ConfigureAwait(false) is not { } found || found.Value.Owner != _owner || found.Value.Epoch != _head!.Epoch)
        {
            _isReplaced = true;
            return;
        }
        (_head, _etag) = found;
    }

    private GridException Replaced(Exception? inner) =>
        new(GridProblem.Conflict, $"Another run of session {id} has taken over: this one stops, and nothing that it did after its last checkpoint counts.", inner);

    private Task<(SessionHead Value, string ETag)?> FindAsync(CancellationToken cancellationToken) =>
        blobs.FindJsonAsync<SessionHead>(GridPaths.SessionHead(id), SessionHead.CurrentFormat, cancellationToken);

    private async Task<SessionHead> InTurnAsync(Func<Task<SessionHead>> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }
}
