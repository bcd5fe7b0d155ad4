using System.Collections.Immutable;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Tests.Search;
using ClipGrid.Dashboard.Training.Curves;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Training.Curves;

public sealed class SessionDiaryTests
{
    private readonly List<SessionEvent> _events = [];
    private readonly List<long> _askedAfter = [];
    private readonly SessionDiary _diary;
    private Task _gate = Task.CompletedTask;

    public SessionDiaryTests()
    {
        (ClipGridClient client, StubGrid grid) = StubGrid.Connect();
        grid.Answer<ISessionGrain>("GetEventsAsync", arguments => AnswerAsync((long)arguments[0]!, (int)arguments[1]!));
        _diary = new SessionDiary(client.Sessions, SessionId.Parse("a"));
    }

    [Fact]
    public async Task ReadOnAsync_ManyEvents_ReadsAllPagesAndOnlyWhatIsNew()
    {
        _events.AddRange(Enumerable.Range(1, 1200).Select(number => SampleSessions.Event(number)));

        Assert.True(await _diary.ReadOnAsync(long.MaxValue, CancellationToken.None));
        Assert.False(await _diary.ReadOnAsync(long.MaxValue, CancellationToken.None));
        _events.Add(SampleSessions.Event(1201));
        Assert.True(await _diary.ReadOnAsync(long.MaxValue, CancellationToken.None));

        Assert.Equal(_events, _diary.Events);
        Assert.Equal([0, 500, 1000, 1200, 1200, 1200, 1201], _askedAfter);
    }

    [Fact]
    public async Task ReadOnAsync_NothingNewIsKnownOf_DoesNotAsk()
    {
        _events.AddRange([SampleSessions.Event(1), SampleSessions.Event(2)]);
        Assert.True(await _diary.ReadOnAsync(0, CancellationToken.None));
        int asked = _askedAfter.Count;

        Assert.False(await _diary.ReadOnAsync(2, CancellationToken.None));

        Assert.Equal(asked, _askedAfter.Count);
    }

    [Fact]
    public async Task ReadOnAsync_MoreThanItKeeps_KeepsTheNewest()
    {
        _events.AddRange(Enumerable.Range(1, 5_700).Select(number => SampleSessions.Event(number)));

        await _diary.ReadOnAsync(long.MaxValue, CancellationToken.None);

        Assert.Equal((5_000, 5_700), (_diary.Events.Count, _diary.Events[^1].Number));
    }

    [Fact]
    public async Task ReadOnAsync_TwoAtOnce_HasNoEventTwice()
    {
        _events.AddRange(Enumerable.Range(1, 3).Select(number => SampleSessions.Event(number)));
        TaskCompletionSource both = new();
        _gate = both.Task;
        Task<bool> one = _diary.ReadOnAsync(long.MaxValue, CancellationToken.None);
        Task<bool> other = _diary.ReadOnAsync(long.MaxValue, CancellationToken.None);

        both.SetResult();
        await Task.WhenAll(one, other);

        Assert.Equal(_events, _diary.Events);
    }

    [Fact]
    public async Task Marks_ManyEvents_AreTheNewestHundredWorthOne()
    {
        _events.AddRange(Enumerable.Range(1, 300).Select(number => SampleSessions.Event(number, number % 2 == 0 ? SessionEventKind.Warning : SessionEventKind.Log)));

        await _diary.ReadOnAsync(long.MaxValue, CancellationToken.None);

        Assert.Equal((100, 3_000), (_diary.Marks().Count, _diary.Marks()[^1].Step));
    }

    [Fact]
    public async Task Evaluations_StepJudgedTwice_IsAsJudgedLast()
    {
        _events.AddRange([Judged(1, step: 40, 0.1), Judged(2, step: 80, 0.2), Judged(3, step: 40, 0.3)]);

        await _diary.ReadOnAsync(long.MaxValue, CancellationToken.None);

        Assert.Equal([(40, 0.3), (80, 0.2)], _diary.Evaluations().Select(judged => (judged.Step, judged.Values["recall@1"])));
    }

    private static SessionEvent Judged(long number, long step, double value) => SampleSessions.Event(number, SessionEventKind.Evaluated) with
    {
        Step = step, Values = ImmutableSortedDictionary<string, double>.Empty.Add("recall@1", value),
    };

    private async Task<ImmutableArray<SessionEvent>> AnswerAsync(long after, int top)
    {
        _askedAfter.Add(after);
        ImmutableArray<SessionEvent> page = [.. _events.Where(happened => happened.Number > after).Take(top)];
        await _gate;
        return page;
    }
}
