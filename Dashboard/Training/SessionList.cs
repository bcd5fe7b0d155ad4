using System.Collections.Immutable;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Dashboard.Training;

/// <summary>
/// All sessions, for pages that list them: however many are open, the grid is asked once in two seconds at most. A list of a thousand is a
/// thousand questions, and two hundred open pages would ask for nothing but each other's answers.
/// </summary>
internal sealed class SessionList(ClipGridClient grid, TimeProvider time)
{
    private static readonly TimeSpan LongestAge = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private Task<ImmutableArray<SessionInfo>>? _reading;
    private ImmutableArray<SessionInfo> _known = [];
    private long _begun;

    /// <summary>The sessions as they were two seconds ago or later. While none of them changes, the answer is the same array.</summary>
    /// <exception cref="GridException">The grid does not answer.</exception>
    public Task<ImmutableArray<SessionInfo>> ReadAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_reading is null || _reading.IsCompleted && (!_reading.IsCompletedSuccessfully || time.GetElapsedTime(_begun) >= LongestAge))
            {
                _begun = time.GetTimestamp();
                _reading = ReadAllAsync();
            }
            return _reading.WaitAsync(cancellationToken);
        }
    }

    // Ends with none of those who wait for it: the others wait on.
    private async Task<ImmutableArray<SessionInfo>> ReadAllAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        ImmutableArray<SessionInfo> read = [.. await grid.Sessions.ListAsync().ToListAsync().ConfigureAwait(false)];
        return _known = read.SequenceEqual(_known) ? _known : read;
    }
}
