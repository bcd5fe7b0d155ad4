using System.Collections.Immutable;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Tests.Search;
using ClipGrid.Dashboard.Training;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Training;

public sealed class SessionListTests
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(2);
    private static readonly SessionSpecification Specification = new() { Dataset = DatasetRef.Parse("demo@1"), Publish = ModelName.Parse("demo"), StepCount = 10, BatchSize = 8 };

    private readonly FakeTimeProvider _time = new();
    private readonly StubGrid _grid;
    private readonly SessionList _list;
    private long _step = 1;
    private int _askedCount;

    public SessionListTests()
    {
        (ClipGridClient client, _grid) = StubGrid.Connect();
        _grid.Answer<ICatalogGrain>("ListAsync", _ => Task.FromResult(new CatalogPage(["only"], 1)));
        Answer(Session);
        _list = new SessionList(client, _time);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_PagesWithinTwoSeconds_AreToldTheSameReading()
    {
        TaskCompletionSource<SessionInfo> coming = new();
        _grid.Answer<ISessionGrain>("GetAsync", _ => Counted(coming.Task));
        Task<ImmutableArray<SessionInfo>> one = _list.ReadAsync(Cancellation), other = _list.ReadAsync(Cancellation);
        coming.SetResult(await Session());

        Assert.True(await one == await other);
        Assert.True(await one == await _list.ReadAsync(Cancellation));
        Assert.Equal(1, _askedCount);
    }

    [Fact]
    public async Task ReadAsync_TwoSecondsLater_AsksAgainAndKeepsWhatHasNotChanged()
    {
        ImmutableArray<SessionInfo> first = await _list.ReadAsync(Cancellation);
        _time.Advance(Age);
        ImmutableArray<SessionInfo> same = await _list.ReadAsync(Cancellation);
        _step++;
        _time.Advance(Age);
        ImmutableArray<SessionInfo> changed = await _list.ReadAsync(Cancellation);

        Assert.True(first == same);
        Assert.Equal((2, 3), (Assert.Single(changed).Step, _askedCount));
    }

    [Fact]
    public async Task ReadAsync_OnePageLeaves_OthersAreTold()
    {
        TaskCompletionSource<SessionInfo> coming = new();
        _grid.Answer<ISessionGrain>("GetAsync", _ => Counted(coming.Task));
        using CancellationTokenSource left = new();
        Task<ImmutableArray<SessionInfo>> leaving = _list.ReadAsync(left.Token), staying = _list.ReadAsync(Cancellation);
        await left.CancelAsync();
        coming.SetResult(await Session());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        Assert.Single(await staying);
    }

    [Fact]
    public async Task ReadAsync_AfterAFailure_AsksAgainAtOnce()
    {
        Answer(() => Task.FromException<SessionInfo>(new GridException(GridProblem.StorageFull, "The disk is full.")));
        await Assert.ThrowsAsync<GridException>(() => _list.ReadAsync(Cancellation));
        Answer(Session);

        Assert.Single(await _list.ReadAsync(Cancellation));
    }

    private void Answer(Func<Task<SessionInfo>> answer) => _grid.Answer<ISessionGrain>("GetAsync", _ => Counted(answer()));

    private Task<SessionInfo> Counted(Task<SessionInfo> answer)
    {
        _askedCount++;
        return answer;
    }

    private Task<SessionInfo> Session() => Task.FromResult(new SessionInfo
    {
        Id = SessionId.Parse("only"),
        State = SessionState.Running,
        Step = _step,
        CreatedAt = DateTimeOffset.UnixEpoch,
        Specification = Specification,
    });
}
