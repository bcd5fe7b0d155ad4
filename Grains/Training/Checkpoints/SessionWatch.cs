using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Training.Checkpoints;

/// <summary>Whether a session's run lives somewhere, seen from outside and by nobody's clock but one's own.</summary>
internal static class SessionWatch
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    // Two beats and a half.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    /// <summary>True as soon as a run writes the head; false at once if none has it, else after 25 seconds without a write.</summary>
    /// <exception cref="GridException">Corrupt, NewerFormat, Unavailable.</exception>
    public static async Task<bool> IsAliveElsewhereAsync(SessionId id, IBlobStore blobs, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await ReadAsync().ConfigureAwait(false) is not { IsReleased: false } first)
            return false;
        long start = time.GetTimestamp();
        do
        {
            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
            if (await ReadAsync().ConfigureAwait(false) is not { IsReleased: false } now)
                return false;
            if ((now.Epoch, now.Beat) != (first.Epoch, first.Beat))
                return true;
        }
        while (time.GetElapsedTime(start) < Patience);
        return false;

        async Task<SessionHead?> ReadAsync() =>
            (await blobs.FindJsonAsync<SessionHead>(GridPaths.SessionHead(id), SessionHead.CurrentFormat, cancellationToken).ConfigureAwait(false))?.Value;
    }
}
