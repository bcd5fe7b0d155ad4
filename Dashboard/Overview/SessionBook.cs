using System.Collections.Immutable;
using ClipGrid.Contracts.Devices;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Dashboard.Overview;

/// <summary>
/// The sessions that a page knows, and which of them to ask again: asking all of a thousand every two seconds would be work without news.
/// </summary>
public sealed class SessionBook
{
    private readonly Dictionary<SessionId, SessionInfo> _known = [];

    /// <summary>Those that have a device or are about to, the newest first.</summary>
    public ImmutableArray<SessionInfo> Active =>
        [.. _known.Values.Where(session => IsActive(session.State)).OrderByDescending(session => session.CreatedAt).ThenBy(session => session.Id.ToString(), StringComparer.Ordinal)];

    /// <summary>How many are in which state, states without any left out.</summary>
    public ImmutableArray<KeyValuePair<SessionState, int>> Tally => [.. _known.Values.CountBy(session => session.State).OrderBy(state => state.Key)];

    /// <summary>How many there are.</summary>
    public int Count => _known.Count;

    /// <summary>Takes the place of everything that was known.</summary>
    internal void Replace(IEnumerable<SessionInfo> sessions)
    {
        _known.Clear();
        foreach (SessionInfo session in sessions)
            _known[session.Id] = session;
    }

    /// <summary>Takes in the newest of one.</summary>
    internal void Put(SessionInfo session) => _known[session.Id] = session;

    /// <summary>Those whose news a page wants now: what has not ended or paused, and whoever has a device or waits for one.</summary>
    internal ImmutableArray<SessionId> ToAsk(DeviceInventory devices) =>
    [
        .. _known.Values.Where(session => IsActive(session.State) || session.State == SessionState.Queued).Select(session => session.Id)
            .Union(devices.Devices.SelectMany(device => device.Leases).Select(lease => lease.Session))
            .Union(devices.Queue.Select(waiting => waiting.Session)),
    ];

    /// <summary>Those whose events are of interest: what is active and the newest others.</summary>
    internal ImmutableArray<SessionInfo> Recent(int most) =>
        [.. _known.Values.OrderByDescending(session => IsActive(session.State)).ThenByDescending(session => session.EndedAt ?? session.CreatedAt).Take(most)];

    private static bool IsActive(SessionState state) =>
        state is SessionState.Placing or SessionState.Preparing or SessionState.Running or SessionState.Evaluating or SessionState.Pausing;
}
