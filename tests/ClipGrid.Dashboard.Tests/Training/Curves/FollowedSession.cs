using System.Runtime.CompilerServices;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Tests.Search;

namespace ClipGrid.Dashboard.Tests.Training.Curves;

/// <summary>A session of a grid that a test lets train, pause and go away.</summary>
internal sealed class FollowedSession
{
    private readonly List<MetricPoint> _points = [];
    private TaskCompletionSource _news = new();

    public FollowedSession(TimeProvider time)
    {
        (ClipGridClient client, StubGrid grid) = StubGrid.Connect(time);
        Sessions = client.Sessions;
        grid.Answer<ISessionGrain>("GetHistoryAsync", arguments => AnswerAsync(() =>
        {
            HistoryRequest asked = (HistoryRequest)arguments[0]!;
            Asked.Add(asked);
            return SampleSessions.History([.. _points.Where(point => point.Step >= asked.FirstStep && point.Step <= (asked.LastStep ?? long.MaxValue))]);
        }))
            .Answer<ISessionGrain>("GetAsync", _ => AnswerAsync(() => SampleSessions.Info("a", IsPaused ? SessionState.Paused : SessionState.Running, _points.Count)))
            .Answer<ISessionGrain>("WatchAsync", arguments => WatchAsync((long)arguments[0]!, (CancellationToken)arguments[1]!));
    }

    public GridSessions Sessions { get; }

    /// <summary>The histories that were asked for.</summary>
    public List<HistoryRequest> Asked { get; } = [];

    /// <summary>Whether its stream ends for now.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>What every call meets.</summary>
    public GridProblem? Problem { get; set; }

    /// <summary>Makes some steps.</summary>
    public void Train(int count) => Change(() => _points.AddRange(Enumerable.Range(_points.Count + 1, count).Select(step => SampleSessions.Point(step))));

    /// <summary>Goes back to an earlier step.</summary>
    public void RollBack(int step) => Change(() => _points.RemoveRange(step, _points.Count - step));

    public void Pause() => Change(() => IsPaused = true);

    public void Resume() => Change(() => IsPaused = false);

    private void Change(Action change)
    {
        change();
        TaskCompletionSource old = _news;
        _news = new TaskCompletionSource();
        old.SetResult();
    }

    private Task<T> AnswerAsync<T>(Func<T> answer) =>
        Problem is { } problem ? Task.FromException<T>(new GridException(problem, "It is so.")) : Task.FromResult(answer());

    private async IAsyncEnumerable<MetricPoint> WatchAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long last = after;
        while (true)
        {
            Task news = _news.Task;
            if (Problem is { } problem)
                throw new GridException(problem, "It is so.");
            foreach (MetricPoint point in _points.Where(point => point.Step > last).ToArray())
            {
                last = point.Step;
                yield return point;
            }
            if (IsPaused)
                yield break;
            await news.WaitAsync(cancellationToken);
        }
    }
}
