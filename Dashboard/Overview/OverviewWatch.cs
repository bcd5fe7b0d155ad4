using System.Collections.Immutable;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Devices;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Training;

namespace ClipGrid.Dashboard.Overview;

/// <summary>What an overview shows, kept up to date with few questions: what changes slowly is asked for rarely, a curve only after a step.</summary>
internal sealed class OverviewWatch(ClipGridClient grid, SessionList sessions)
{
    private const int RoundsBetweenLists = 10;
    private const int MostCurves = 6;
    private const int CurveBuckets = 80;
    private const int MostSessionsWithEvents = 10;
    private const int EventsOfSession = 5;
    private const int MostEvents = 12;

    private readonly Dictionary<SessionId, MetricHistory> _curves = [];
    private readonly Dictionary<SessionId, (long Newest, ImmutableArray<SessionEvent> Events)> _events = [];
    private int _round;

    /// <summary>The silos.</summary>
    public ImmutableArray<SiloInfo> Silos { get; private set; } = [];

    /// <summary>Devices and the queue.</summary>
    public DeviceInventory Devices { get; private set; } = new([], []);

    /// <summary>The sessions.</summary>
    public SessionBook Sessions { get; } = new();

    /// <summary>How much there is; null before the first round.</summary>
    public GridCounts? Counts { get; private set; }

    /// <summary>What happened last, the newest first.</summary>
    public ImmutableArray<SessionHappening> Happenings { get; private set; } = [];

    /// <summary>The loss of a session, or null.</summary>
    public MetricHistory? Curve(SessionId session) => _curves.GetValueOrDefault(session);

    /// <summary>Asks for what may have changed.</summary>
    /// <exception cref="GridException">The grid does not answer; what was known stays.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        Task<ImmutableArray<SiloInfo>> silos = grid.Cluster.GetSilosAsync(cancellationToken);
        Task<DeviceInventory> devices = grid.Cluster.GetDevicesAsync(cancellationToken);
        await Task.WhenAll(silos, devices);
        (Silos, Devices) = (await silos, await devices);
        if (_round % RoundsBetweenLists == 0)
            await ListAsync(cancellationToken);
        else
            await Task.WhenAll(Sessions.ToAsk(Devices).Select(id => AskAsync(id, cancellationToken)));
        await Task.WhenAll(Sessions.Active.Take(MostCurves).Select(session => DrawAsync(session, cancellationToken)));
        await Task.WhenAll(Sessions.Recent(MostSessionsWithEvents).Select(session => HearAsync(session, cancellationToken)));
        Happenings =
        [
            .. _events.SelectMany(heard => heard.Value.Events.Select(what => new SessionHappening(heard.Key, what)))
                .OrderByDescending(happening => happening.Event.At).ThenByDescending(happening => happening.Event.Number).Take(MostEvents),
        ];
        _round++;
    }

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        Task<ImmutableArray<SessionInfo>> listed = sessions.ReadAsync(cancellationToken);
        Counts = GridCounts.Of(
            await grid.Datasets.ListAsync(cancellationToken: cancellationToken).ToListAsync(cancellationToken),
            await grid.Models.ListAsync(cancellationToken: cancellationToken).ToListAsync(cancellationToken));
        Sessions.Replace(await listed);
        HashSet<SessionId> recent = [.. Sessions.Recent(MostSessionsWithEvents).Select(session => session.Id)];
        foreach (SessionId gone in _events.Keys.Where(id => !recent.Contains(id)).ToArray())
            _events.Remove(gone);
    }

    private async Task AskAsync(SessionId id, CancellationToken cancellationToken)
    {
        try
        {
            Sessions.Put(await grid.Sessions.GetAsync(id, cancellationToken));
        }
        catch (GridException e) when (e.Problem == GridProblem.NotFound)
        {
            // It is about to be there: the queue heard of it first.
        }
    }

    private async Task DrawAsync(SessionInfo session, CancellationToken cancellationToken)
    {
        if (_curves.TryGetValue(session.Id, out MetricHistory? drawn) && drawn.LastStep >= session.Step)
            return;
        _curves[session.Id] = await grid.Sessions.GetHistoryAsync(session.Id, new HistoryRequest { Series = [MetricSeries.Loss], BucketCount = CurveBuckets }, cancellationToken);
    }

    private async Task HearAsync(SessionInfo session, CancellationToken cancellationToken)
    {
        if (_events.TryGetValue(session.Id, out (long Newest, ImmutableArray<SessionEvent> Events) heard) && heard.Newest >= session.EventCount)
            return;
        ImmutableArray<SessionEvent> events = await grid.Sessions.GetEventsAsync(session.Id, Math.Max(0, session.EventCount - EventsOfSession), EventsOfSession, cancellationToken);
        _events[session.Id] = (session.EventCount, events);
    }
}
