using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Training.Curves;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Training.Curves;

public sealed class CurveFeedTests : IDisposable
{
    private static readonly SessionLook Look = new(SessionId.Parse("a"), "a", "#000", "solid");
    private readonly Turns _turns = new();
    private readonly CancellationTokenSource _closed = new();
    private readonly PaperBoard _board = new();
    private readonly FollowedSession _session;
    private readonly CurveFeed _feed;
    private Task _following = Task.CompletedTask;

    public CurveFeedTests()
    {
        _session = new FollowedSession(_turns.Time);
        _feed = new CurveFeed(_session.Sessions, _board, _turns.Time);
    }

    public void Dispose()
    {
        _closed.Cancel();
        _turns.Until(() => _following.IsCompleted, "what follows ends with its page");
        _closed.Dispose();
        _turns.Dispose();
    }

    [Fact]
    public void FollowAsync_HistoryThenSteps_HasNoGapAndNothingTwice()
    {
        _session.Train(30);
        Follow();
        ShowsAll(30);

        _session.Train(1);
        ShowsAll(31);
        _session.Train(4);
        ShowsAll(35);

        Assert.Equal(1, _board.HistoryCount);
        Assert.All(_board.Appended, call => Assert.Equal(0, call.KnownCount));
        Assert.Equal(CurveFeed.BucketCount, Assert.Single(_session.Asked).BucketCount);
    }

    [Fact]
    public void FollowAsync_SessionWithoutSteps_BeginsAtItsFirst()
    {
        Follow();
        _turns.Until(() => _board.HistoryCount == 1, "an empty history is shown");

        _session.Train(3);
        ShowsAll(3);

        Assert.Equal(SampleSessions.Point(1).At, _feed.Origin);
        Assert.Equal(2, _board.Seconds);
    }

    [Fact]
    public void FollowAsync_ManyStepsAtOnce_ComeInFewCalls()
    {
        _session.Train(1);
        Follow();
        ShowsAll(1);
        _session.Train(1);
        ShowsAll(2);

        // While the pause after that call lasts.
        for (int i = 0; i < 40; i++)
            _session.Train(1);
        ShowsAll(42);

        Assert.InRange(_board.Appended.Count, 2, 3);
    }

    [Fact]
    public void FollowAsync_FastSession_CallsTheBrowserFourTimesASecondAtMost()
    {
        _session.Train(1);
        Follow();
        ShowsAll(1);
        DateTimeOffset begin = _turns.Time.GetUtcNow();

        for (int i = 0; i < 20; i++)
        {
            _session.Train(10);
            _turns.Pass(TimeSpan.FromMilliseconds(100));
        }
        ShowsAll(201);

        Assert.InRange(_board.Appended.Count, 1, (int)((_turns.Time.GetUtcNow() - begin).TotalSeconds * 4) + 1);
    }

    [Fact]
    public void FollowAsync_BoardThatMissedSteps_IsGivenTheHistoryAgain()
    {
        _session.Train(10);
        Follow();
        ShowsAll(10);

        _board.Mishap = () => Task.FromResult(7L);
        _session.Train(5);
        ShowsAll(15);

        Assert.Equal(2, _board.HistoryCount);
    }

    [Fact]
    public void FollowAsync_CallThatALostConnectionSwallowed_IsMadeGoodByTheHistory()
    {
        _session.Train(10);
        Follow();
        ShowsAll(10);

        _board.Mishap = () => Task.FromException<long>(new TaskCanceledException());
        _session.Train(5);
        ShowsAll(15);
        _session.Train(5);
        ShowsAll(20);

        Assert.Equal(2, _board.HistoryCount);
    }

    [Fact]
    public void FollowAsync_TwelveHundredStepsAdded_AsksForTheHistoryAnew()
    {
        _session.Train(1);
        Follow();
        ShowsAll(1);

        _session.Train(1_200);
        ShowsAll(1_201);
        _turns.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(1, _board.HistoryCount);
        _session.Train(1);
        ShowsAll(1_202);
        _turns.Until(() => _board.HistoryCount == 2, "the history is asked for anew");
        _session.Train(3);
        ShowsAll(1_205);

        Assert.Equal(2, _board.HistoryCount);
    }

    [Fact]
    public void Restart_AfterARollback_ForgetsTheStepsThatAreGone()
    {
        _session.Train(50);
        Follow();
        ShowsAll(50);

        _session.RollBack(20);
        _feed.Restart();
        ShowsAll(20);
        _session.Train(10);
        ShowsAll(30);

        Assert.Equal(2, _board.HistoryCount);
    }

    [Fact]
    public void Restart_WhereNothingIsFollowed_DoesNothing()
    {
        _feed.Restart();

        Assert.Empty(_session.Asked);
    }

    [Fact]
    public void FollowAsync_SessionThatPausesAndGoesOn_IsFollowedOn()
    {
        _session.Train(5);
        Follow();
        ShowsAll(5);

        _session.Pause();
        _turns.Pass(TimeSpan.FromSeconds(7));
        Assert.Equal(1, _board.HistoryCount);
        _session.Resume();
        _session.Train(5);
        ShowsAll(10);
        _session.Train(5);
        ShowsAll(15);

        Assert.False(_following.IsCompleted);
    }

    [Fact]
    public void FollowAsync_GridThatIsAway_IsAskedAgainCalmly()
    {
        _session.Train(5);
        _session.Problem = GridProblem.Unavailable;
        Follow();
        _turns.Pass(TimeSpan.FromSeconds(9));
        Assert.Equal(0, _board.HistoryCount);

        _session.Problem = null;
        ShowsAll(5);

        Assert.False(_following.IsCompleted);
    }

    [Fact]
    public void FollowAsync_GridThatGoesAwayMeanwhile_LosesNothing()
    {
        _session.Train(5);
        Follow();
        ShowsAll(5);

        _session.Problem = GridProblem.Internal;
        _session.Train(5);
        _turns.Pass(TimeSpan.FromSeconds(5));
        _session.Problem = null;
        ShowsAll(10);

        Assert.False(_following.IsCompleted);
    }

    [Fact]
    public void FollowAsync_SessionThatIsNotThere_EndsAndSaysSo()
    {
        _session.Problem = GridProblem.NotFound;
        Follow();

        _turns.Until(() => _following.IsCompleted, "it gives up");

        Assert.Equal(GridProblem.NotFound, Assert.IsType<GridException>(_following.Exception?.InnerException).Problem);
    }

    [Fact]
    public void FollowAsync_PageThatCloses_EndsCancelled()
    {
        _session.Train(5);
        Follow();
        ShowsAll(5);

        _closed.Cancel();
        _turns.Until(() => _following.IsCompleted, "it ends");

        Assert.True(_following.IsCanceled);
    }

    [Fact]
    public async Task RefineAsync_SomeSteps_AreAskedForByThemselvesOnTheSameClock()
    {
        _session.Train(50);
        Follow();
        ShowsAll(50);

        Task<CurveHistory> refining = _feed.RefineAsync(Look, 20, 22, CancellationToken.None);
        _turns.Until(() => refining.IsCompleted, "the part is there");

        Assert.Equal((20, 22), (_session.Asked[^1].FirstStep, _session.Asked[^1].LastStep));
        double[] times = (await refining).Times;
        Assert.Equal([19, 20, 21], times);
    }

    private void Follow() => _following = _feed.FollowAsync(Look, _closed.Token);

    private void ShowsAll(int count)
    {
        _turns.Until(() => _board.Steps.Count == count, $"{count} steps are shown");
        Assert.Equal(Enumerable.Range(1, count).Select(step => (long)step), _board.Steps);
    }
}
