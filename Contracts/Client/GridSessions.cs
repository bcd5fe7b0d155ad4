using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Contracts.Client;

/// <summary>Training sessions; a part of <see cref="ClipGridClient"/>, which says what every method throws.</summary>
public sealed partial class GridSessions
{
    // Each session is a grain of its own, wherever it is.
    private const int AskedAtOnce = 32;
    private readonly GridCalls _calls;

    internal GridSessions(GridCalls calls) => _calls = calls;

    /// <summary>Starts a session and returns at once.</summary>
    /// <param name="specification">What it trains.</param>
    /// <param name="id">Its id; the same id with the same specification starts nothing twice. Null for a new one.</param>
    /// <param name="cancellationToken">Ends the call, not the session.</param>
    /// <exception cref="GridException">Invalid: the specification, member by member. NotFound: data set or base. Conflict: the id has another specification.</exception>
    public Task<SessionInfo> StartAsync(SessionSpecification specification, SessionId? id = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(specification);
        SessionId session = id ?? SessionId.New();
        return _calls.AskAsync(grains => Grain(grains, session).StartAsync(specification, cancellationToken), cancellationToken);
    }

    /// <summary>A session as it is now.</summary>
    /// <exception cref="GridException">NotFound.</exception>
    public Task<SessionInfo> GetAsync(SessionId id, CancellationToken cancellationToken = default) =>
        _calls.AskAsync(grains => Grain(grains, id).GetAsync(cancellationToken), cancellationToken);

    /// <summary>The ids of all sessions that begin with <paramref name="prefix"/>; ids that the grid makes come in the order of their start.</summary>
    public async IAsyncEnumerable<SessionId> ListIdsAsync(string prefix = "", [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (string id in CatalogPages.ListAsync(_calls, CatalogKind.Sessions, prefix, cancellationToken))
            yield return SessionId.Parse(id);
    }

    /// <summary>All sessions whose ids begin with <paramref name="prefix"/>; ids that the grid makes come in the order of their start.</summary>
    public async IAsyncEnumerable<SessionInfo> ListAsync(string prefix = "", [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Queue<Task<SessionInfo?>> asked = new(AskedAtOnce);
        try
        {
            await foreach (string id in CatalogPages.ListAsync(_calls, CatalogKind.Sessions, prefix, cancellationToken))
            {
                asked.Enqueue(Absence.OrNullAsync(GetAsync(SessionId.Parse(id), cancellationToken)));
                if (asked.Count == AskedAtOnce && await asked.Dequeue() is { } found)
                    yield return found;
            }
            while (asked.TryDequeue(out Task<SessionInfo?>? next))
                if (await next is { } found)
                    yield return found;
        }
        finally
        {
            // Whoever leaves early waits for those that are under way: nobody else would hear of their failures.
            await Task.WhenAll(asked.AsEnumerable<Task>()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    /// <summary>Ends the step, writes a checkpoint and waits to be resumed; returns at once.</summary>
    /// <exception cref="GridException">NotFound; WrongState.</exception>
    public Task<SessionInfo> PauseAsync(SessionId id, CancellationToken cancellationToken = default)
    {
        OperationId operation = OperationId.New();
        return _calls.AskAsync(grains => Grain(grains, id).PauseAsync(operation, cancellationToken), cancellationToken);
    }

    /// <summary>Goes on from the newest checkpoint; returns at once.</summary>
    /// <param name="id">The session.</param>
    /// <param name="allowsInexact">Goes on even where threads, torch or processor are others than before, and records that the run is no longer bit for bit its own.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="GridException">NotFound; WrongState.</exception>
    public Task<SessionInfo> ResumeAsync(SessionId id, bool allowsInexact = false, CancellationToken cancellationToken = default)
    {
        OperationId operation = OperationId.New();
        return _calls.AskAsync(
            grains => allowsInexact ? Grain(grains, id).ResumeInexactAsync(operation, cancellationToken) : Grain(grains, id).ResumeAsync(operation, cancellationToken),
            cancellationToken);
    }

    /// <summary>Ends a session for good; its checkpoints stay.</summary>
    /// <exception cref="GridException">NotFound; WrongState: it has ended otherwise.</exception>
    public Task<SessionInfo> CancelAsync(SessionId id, CancellationToken cancellationToken = default)
    {
        OperationId operation = OperationId.New();
        return _calls.AskAsync(grains => Grain(grains, id).CancelAsync(operation, cancellationToken), cancellationToken);
    }

    /// <summary>Metrics of steps after <paramref name="afterStep"/> that are there now, the oldest first.</summary>
    /// <param name="id">The session.</param>
    /// <param name="afterStep">0 for all.</param>
    /// <param name="top">Most points, 1 to 5,000.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="GridException">NotFound; Invalid: the page.</exception>
    public Task<ImmutableArray<MetricPoint>> GetMetricsAsync(SessionId id, long afterStep, int top, CancellationToken cancellationToken = default) =>
        _calls.AskAsync(grains => Grain(grains, id).GetMetricsAsync(afterStep, top, cancellationToken), cancellationToken);

    private static ISessionGrain Grain(IGrainFactory grains, SessionId id) => grains.GetGrain<ISessionGrain>(Demand.Key(id));
}
