using System.Collections.Immutable;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Dashboard.Training.Curves;

/// <summary>A session's events, read on from where the last reading ended.</summary>
internal sealed class SessionDiary(GridSessions sessions, SessionId id)
{
    // A diary of a session that ran for weeks; the newest are kept.
    private const int MostEvents = 5_000;

    private const int PageSize = 500;

    private long _last;
    private bool _isRead;

    /// <summary>The events so far, oldest first.</summary>
    public ImmutableList<SessionEvent> Events { get; private set; } = [];

    /// <summary>Reads what is new; true if there was something.</summary>
    /// <param name="known">The number of the newest event that anybody knows of: without a newer one the grid is not asked again.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<bool> ReadOnAsync(long known, CancellationToken cancellationToken)
    {
        if (_isRead && known <= _last)
            return false;
        bool hasNew = false;
        while (true)
        {
            // Of two that read at once, one comes too late.
            ImmutableArray<SessionEvent> page = [.. (await sessions.GetEventsAsync(id, _last, PageSize, cancellationToken)).Where(happened => happened.Number > _last)];
            if (page.IsEmpty)
            {
                _isRead = true;
                return hasNew;
            }
            hasNew = true;
            _last = page[^1].Number;
            Events = Events.AddRange(page);
            if (Events.Count > MostEvents)
                Events = Events.RemoveRange(0, Events.Count - MostEvents);
        }
    }

    /// <summary>Marks for the curves.</summary>
    public IReadOnlyList<CurveMark> Marks() => [.. Events.Select(CurveMark.Of).OfType<CurveMark>().TakeLast(100)];

    /// <summary>How it was judged; of a step that was judged twice, the last.</summary>
    public IReadOnlyList<CurveEvaluation> Evaluations() =>
        [.. Events.Select(CurveEvaluation.Of).OfType<CurveEvaluation>().GroupBy(judged => judged.Step).Select(same => same.Last()).OrderBy(judged => judged.Step)];
}
