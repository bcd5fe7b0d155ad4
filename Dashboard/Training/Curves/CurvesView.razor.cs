using System.Collections.Immutable;
using System.Globalization;
using ClipGrid.Contracts.Training;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ClipGrid.Dashboard.Training.Curves;

/// <summary>The live curves of one session or several, on one axis.</summary>
public sealed partial class CurvesView
{
    private const string Module = "./js/curves.js";
    private static readonly TimeSpan MarkPause = TimeSpan.FromSeconds(2);

    private readonly Dictionary<SessionId, Followed> _followed = [];
    private ElementReference _root;
    private IJSObjectReference? _module;
    private IJSObjectReference? _script;
    private DotNetObjectReference<CurvesView>? _self;
    private BrowserBoard? _board;
    private ImmutableSortedSet<string> _metrics = [];

    /// <summary>The sessions, in the order of the legend.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<SessionInfo> Sessions { get; set; } = [];

    /// <summary>How they are drawn.</summary>
    [Parameter, EditorRequired]
    public CurveSettings Settings { get; set; } = new();

    /// <summary>Called when a person wants them drawn in another way.</summary>
    [Parameter]
    public EventCallback<CurveSettings> SettingsChanged { get; set; }

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;

    private IEnumerable<CurvePanel> Judged
    {
        get
        {
            string? main = Sessions.Select(session => session.Specification.Evaluation?.Metric).FirstOrDefault(metric => metric is not null);
            return _metrics.OrderBy(metric => metric == main ? 0 : 1).ThenBy(metric => metric, StringComparer.Ordinal).Select(CurvePanel.OfEvaluation);
        }
    }

    private IEnumerable<CurvePanel> FirstPanels => [CurvePanel.OfTraining[0], .. Judged.Take(1), .. CurvePanel.OfTraining[1..]];

    // The values of each direction of retrieval and their like: many, and seldom looked at.
    private IEnumerable<CurvePanel> MorePanels => Judged.Skip(1);

    /// <summary>Asks for finer buckets of the steps that a person zooms into.</summary>
    [JSInvokable]
    public async Task RefineAsync(string session, long firstStep, long lastStep)
    {
        if (!SessionId.TryParse(session, null, out SessionId id) || !_followed.TryGetValue(id, out Followed? followed) || firstStep < 1 || lastStep < firstStep)
            return;
        await TryAsync(async () => await _board!.RefineAsync(await followed.Feed.RefineAsync(followed.Look, firstStep, lastStep, Closed)));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        try
        {
            if (_script is not null)
            {
                await _script.InvokeVoidAsync("close");
                await _script.DisposeAsync();
            }
            if (_module is not null)
                await _module.DisposeAsync();
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException)
        {
            // The browser has gone, and the charts with it.
        }
        _self?.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            if (_board is not null)
                Follow();
            return;
        }
        try
        {
            _self = DotNetObjectReference.Create(this);
            _module = await Script.InvokeAsync<IJSObjectReference>("import", Closed, Module);
            _script = await _module.InvokeAsync<IJSObjectReference>("open", Closed, _root, _self, Settings);
            _board = new BrowserBoard(_script, Connection, Closed);
            Follow();
            // Beside the histories, which are what a person waits for.
            await TryAsync(MarkAsync);
            await RepeatAsync(MarkPause, MarkAsync);
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException)
        {
            // The page was left while it opened.
        }
        catch (JSException e)
        {
            Problem = e.Message;
            StateHasChanged();
        }
    }

    // Follows sessions that are new here, and begins again with those that went back to an earlier step.
    private void Follow()
    {
        foreach (SessionLook look in SessionLook.Of(Sessions))
        {
            SessionInfo session = Sessions.First(session => session.Id == look.Id);
            if (_followed.TryGetValue(look.Id, out Followed? known))
            {
                if (known.RollbackCount != session.RollbackCount)
                    known.Feed.Restart();
                (known.RollbackCount, known.EventCount) = (session.RollbackCount, session.EventCount);
                continue;
            }
            var followed = new Followed(look, new CurveFeed(Grid.Sessions, _board!, Time), new SessionDiary(Grid.Sessions, look.Id)) { RollbackCount = session.RollbackCount, EventCount = session.EventCount };
            _followed.Add(look.Id, followed);
            _ = FollowAsync(followed);
        }
    }

    private async Task FollowAsync(Followed followed)
    {
        await Task.Yield();
        try
        {
            bool isThere = await TryAsync(() => followed.Feed.FollowAsync(followed.Look, Closed));
            if (!isThere && !Closed.IsCancellationRequested)
                StateHasChanged();
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone.
        }
        catch (JSException e)
        {
            Problem = e.Message;
            StateHasChanged();
        }
    }

    // It renders by itself where there is something new to render.
    private async Task<bool> MarkAsync()
    {
        foreach (Followed followed in _followed.Values.ToArray())
        {
            try
            {
                await MarkAsync(followed);
            }
            catch (OperationCanceledException) when (!Closed.IsCancellationRequested)
            {
                // The browser did not answer, or has come back: it is told the next time.
                followed.IsMarked = false;
            }
        }
        return false;
    }

    private async Task MarkAsync(Followed followed)
    {
        if (!await followed.Diary.ReadOnAsync(followed.EventCount, Closed) && followed.IsMarked)
            return;
        followed.IsMarked = true;
        IReadOnlyList<CurveEvaluation> evaluations = followed.Diary.Evaluations();
        ImmutableSortedSet<string> metrics = _metrics.Union(evaluations.SelectMany(judged => judged.Values.Keys));
        if (metrics.Count != _metrics.Count)
        {
            _metrics = metrics;
            StateHasChanged();
            // The new charts must be there before their values.
            await Task.Yield();
        }
        await _board!.MarkAsync(followed.Look.Id, followed.Diary.Marks(), evaluations);
    }

    private async Task SetAsync(CurveSettings settings)
    {
        Settings = settings;
        await SettingsChanged.InvokeAsync(settings);
        if (_board is not null)
            await TryAsync(() => _board.SetAsync(settings));
    }

    private Task Smooth(ChangeEventArgs change) =>
        double.TryParse(change.Value as string, NumberStyles.Float, Invariant, out double smoothing) && double.IsFinite(smoothing) ? SetAsync(Settings with { Smoothing = Math.Clamp(smoothing, 0, CurveSettings.MostSmoothing) }) : Task.CompletedTask;

    private Task ResetAsync() => _board is null ? Task.CompletedTask : TryAsync(_board.ResetAsync);

    private sealed class Followed(SessionLook look, CurveFeed feed, SessionDiary diary)
    {
        public SessionLook Look { get; } = look;

        public CurveFeed Feed { get; } = feed;

        public SessionDiary Diary { get; } = diary;

        public int RollbackCount { get; set; }

        /// <summary>Whether the browser has been told of all that the diary has.</summary>
        public bool IsMarked { get; set; }

        public long EventCount { get; set; }
    }
}
