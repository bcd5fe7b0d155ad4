using System.Collections.Concurrent;
using System.Diagnostics;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Storage;
using ClipGrid.Grains.Training.Checkpoints;
using ClipGrid.Grains.Training.Metrics;
using ClipGrid.TestKit.Azurite;
using ClipGrid.TestKit.Faults;
using Xunit;

namespace ClipGrid.Grains.Tests.Training.Checkpoints;

/// <summary>Checkpoints in a real Azurite behind a network that has bad days.</summary>
public sealed class CheckpointNetworkTests(OwnAzuriteFixture azurite, CheckpointFixture checkpoints) : IClassFixture<OwnAzuriteFixture>, IClassFixture<CheckpointFixture>, IAsyncLifetime
{
    private static readonly SessionId s_id = SessionId.Parse("one");
    // Pauses of milliseconds; their shares are those of the defaults.
    private static readonly BlobResilienceOptions s_quick = new()
    {
        AttemptTimeout = TimeSpan.FromSeconds(1),
        TotalTimeout = TimeSpan.FromSeconds(3),
        MaxRetryCount = 2,
        BaseDelay = TimeSpan.FromMilliseconds(20),
        MaxDelay = TimeSpan.FromMilliseconds(100),
        BreakerThroughput = 1000,
    };

    private readonly ConcurrentQueue<CheckpointNews> _news = new();
    private readonly ConcurrentQueue<(TimeSpan At, string Target)> _requests = new();
    private readonly string _container = $"test-{Guid.NewGuid():N}";
    private FaultProxy? _proxy;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private FaultProxy Proxy => _proxy!;

    public ValueTask InitializeAsync()
    {
        _proxy = new FaultProxy(azurite.Port);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_proxy is not null)
            await _proxy.DisposeAsync();
    }

    [Theory, Trait("Check", "F7")]
    [InlineData(30)]
    [InlineData(120)]
    public async Task Wait_StoreBusyForAWhile_StoresItInTheEndWithFewRequests(int seconds)
    {
        FastClock clock = new(20);
        CheckpointStore store = await PrepareAsync(Blobs(new(), clock));
        CheckpointUploads uploads = Uploads(store, TimeSpan.FromMinutes(5), clock);
        long start = clock.GetTimestamp();
        Rule(clock, start, _ => clock.GetElapsedTime(start) < TimeSpan.FromSeconds(seconds) ? Fault.Busy : Fault.None);
        uploads.Begin(checkpoints[16], 0);
        uploads.Wait(isDue: false, Cancellation);
        await uploads.EndAsync();
        Assert.Equal(16, store.Newest!.Step);
        Assert.Equal(1, _news.Count(one => one.Kind == CheckpointNewsKind.Stored));
        Assert.InRange(MostInAMinute(TimeSpan.FromSeconds(seconds)), 2, 10);
        await AssertGoesOnFromAsync(16);
    }

    [Fact, Trait("Check", "F7")]
    public async Task Wait_StoreBusyForTooLong_EndsWithTheReasonAndFewRequests()
    {
        FastClock clock = new(20);
        CheckpointStore store = await PrepareAsync(Blobs(new(), clock));
        CheckpointUploads uploads = Uploads(store, TimeSpan.FromMinutes(5), clock);
        long start = clock.GetTimestamp();
        Rule(clock, start, _ => Fault.Busy);
        uploads.Begin(checkpoints[16], 0);
        StoreOutageException outage = Assert.Throws<StoreOutageException>(() => uploads.Wait(isDue: true, Cancellation));
        Assert.StartsWith("The blob store has not answered for 5 minutes: ", outage.Message, StringComparison.Ordinal);
        Assert.InRange(clock.GetElapsedTime(start), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(9));
        Assert.InRange(MostInAMinute(TimeSpan.MaxValue), 2, 10);
        Assert.Contains(_news, one => one.Kind == CheckpointNewsKind.Waiting);
        await uploads.EndAsync();
        Proxy.Rule = _ => Fault.None;
        await AssertGoesOnFromAsync(8);
    }

    [Fact, Trait("Check", "F7")]
    public async Task SaveAsync_RepeatedWithoutPauses_WouldBeFoundOut()
    {
        FastClock clock = new(20);
        CheckpointStore store = await PrepareAsync(Blobs(new() { MaxRetryCount = 60, MaxDelay = TimeSpan.FromSeconds(1), BreakerThroughput = 1000 }, clock));
        Rule(clock, clock.GetTimestamp(), _ => Fault.Busy);
        await Assert.ThrowsAsync<GridException>(() => checkpoints.SaveAsync(store, 16));
        Assert.InRange(MostInAMinute(TimeSpan.MaxValue), 20, int.MaxValue);
    }

    [Fact, Trait("Check", "F8")]
    public async Task AnyCall_StoreHangs_EndsByItsDeadline()
    {
        CheckpointStore store = await PrepareAsync(Blobs(s_quick));
        CheckpointUploads uploads = Uploads(store, TimeSpan.FromSeconds(2), TimeProvider.System);
        Proxy.Rule = _ => Fault.Hang;
        long start = Stopwatch.GetTimestamp();
        foreach (Func<Task> act in new Func<Task>[]
        {
            () => checkpoints.SaveAsync(store, 16),
            () => store.BeatAsync(Cancellation),
            () => store.LoadAsync(checkpoints.NewFolder(), null, Cancellation),
            () => CheckpointCatalog.ReadAsync(s_id, Blobs(s_quick), Cancellation),
            () => new CheckpointStore(s_id, Blobs(s_quick)).TakeAsync(Cancellation),
        })
            Assert.Equal(GridProblem.Unavailable, (await Assert.ThrowsAsync<GridException>(act)).Problem);
        await store.CollectAsync(Cancellation);
        uploads.Begin(checkpoints[16], 0);
        Assert.Throws<StoreOutageException>(() => uploads.Wait(isDue: true, Cancellation));
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60));
        // The control: without a deadline it would still wait.
        CheckpointStore patient = new(s_id, Blobs(s_quick with { AttemptTimeout = TimeSpan.FromHours(1), TotalTimeout = TimeSpan.FromHours(1) }));
        using CancellationTokenSource giveUp = new(TimeSpan.FromSeconds(5));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => patient.TakeAsync(giveUp.Token));
        Proxy.Rule = _ => Fault.None;
        await AssertGoesOnFromAsync(8);
    }

    [Fact, Trait("Check", "F9")]
    public async Task Wait_StoreOf50KilobytesASecond_SaysThatTheIntervalIsOverrunAndUploadsOneAtATime()
    {
        CheckpointStore store = await PrepareAsync(Blobs(new()));
        CheckpointUploads uploads = Uploads(store, TimeSpan.FromMinutes(5), TimeProvider.System);
        Proxy.Rule = request => request.IsCommit ? Fault.SlowRequest(50_000) : Fault.None;
        uploads.Begin(checkpoints[16], 0);
        uploads.Wait(isDue: true, Cancellation);
        uploads.Begin(checkpoints[24], 0);
        uploads.Wait(isDue: false, Cancellation);
        Assert.Equal([CheckpointNewsKind.Late, CheckpointNewsKind.Stored, CheckpointNewsKind.Stored], _news.Select(one => one.Kind));
        Assert.StartsWith("Checkpoints take longer than the interval: that of step 16 ", _news.First().Text, StringComparison.Ordinal);
        // All of one checkpoint, and then all of the next.
        string[] steps = [.. Proxy.Requests.Where(request => request.IsCommit && request.Target.Contains("/checkpoints/", StringComparison.Ordinal)).Select(request => request.Target.Split("/checkpoints/")[1][..10])];
        Assert.Equal(steps.Order(StringComparer.Ordinal), steps);
        Proxy.Rule = _ => Fault.None;
        await AssertGoesOnFromAsync(24);
    }

    [Fact, Trait("Check", "F9")]
    public async Task Wait_StoreIsFast_SaysNothingOfBeingLate()
    {
        CheckpointStore store = await PrepareAsync(Blobs(new()));
        CheckpointUploads uploads = Uploads(store, TimeSpan.FromMinutes(5), TimeProvider.System);
        uploads.Begin(checkpoints[16], 0);
        uploads.Wait(isDue: true, Cancellation);
        Assert.Equal([CheckpointNewsKind.Stored], _news.Select(one => one.Kind));
    }

    [Theory, Trait("Check", "F10")]
    [InlineData(1)]
    [InlineData(8)]
    public async Task SaveAsync_AnswerOfTheHeadIsLost_ReportsSuccessOnceAndKeepsTheSession(int lost)
    {
        CheckpointStore store = await PrepareAsync(Blobs(s_quick));
        CheckpointUploads uploads = Uploads(store, TimeSpan.FromMinutes(5), TimeProvider.System);
        int left = lost;
        // With more than the store's own attempts its answers to looking are lost, too, and the uploads ask again.
        Proxy.Rule = request => request.Target.Contains("head.json", StringComparison.Ordinal) && Interlocked.Decrement(ref left) >= 0 ? Fault.DropResponse : Fault.None;
        uploads.Begin(checkpoints[16], 0);
        uploads.Wait(isDue: false, Cancellation);
        Assert.Equal(1, _news.Count(one => one.Kind == CheckpointNewsKind.Stored));
        Assert.False(store.IsReplaced);
        await store.BeatAsync(Cancellation);
        SessionHead head = await CheckpointChecker.HeadAsync(Blobs(new()), s_id, Cancellation);
        Assert.Equal((1L, 16L, 8L), (head.Epoch, head.Checkpoints[0].Step, head.Checkpoints[1].Step));
        Assert.Equal(2, head.Checkpoints.Length);
        await AssertGoesOnFromAsync(16);
    }

    [Fact, Trait("Check", "F10")]
    public async Task SaveAsync_ThatDoesNotKnowItsOwnWrite_WouldThinkItWasReplaced()
    {
        CheckpointStore store = await PrepareAsync(new ChangelessBlobStore(Blobs(s_quick)));
        int left = 100;
        Proxy.Rule = request => request.Target.Contains("head.json", StringComparison.Ordinal) && Interlocked.Decrement(ref left) >= 0 ? Fault.DropResponse : Fault.None;
        await Assert.ThrowsAsync<GridException>(() => checkpoints.SaveAsync(store, 16));
        Proxy.Rule = _ => Fault.None;
        await Assert.ThrowsAsync<GridException>(() => store.BeatAsync(Cancellation));
        Assert.True(store.IsReplaced);
    }

    [Theory, Trait("Check", "F11")]
    [InlineData("weights.safetensors", 0.01)]
    [InlineData("weights.safetensors", 0.5)]
    [InlineData("weights.safetensors", 0.99)]
    [InlineData("head.json", 0.01)]
    [InlineData("head.json", 0.5)]
    [InlineData("head.json", 0.99)]
    public async Task SaveAsync_CutInTheBody_LeavesNothingVisible(string blob, double share)
    {
        AzureBlobStore blobs = Blobs(s_quick);
        CheckpointStore store = await PrepareAsync(blobs);
        Proxy.Rule = request => request.IsCommit && request.Target.Contains(blob, StringComparison.Ordinal) ? Fault.CutRequest(share) : Fault.None;
        Assert.Equal(GridProblem.Unavailable, (await Assert.ThrowsAsync<GridException>(() => checkpoints.SaveAsync(store, 16))).Problem);
        Proxy.Rule = _ => Fault.None;
        Assert.Empty(await CheckpointChecker.FindViolationsAsync(blobs, s_id, Cancellation));
        Assert.DoesNotContain(await CheckpointChecker.FindOrphansAsync(blobs, s_id, Cancellation), name => name.EndsWith(blob, StringComparison.Ordinal));
        await AssertGoesOnFromAsync(8);
        // The control: a store that keeps what it got.
        CheckpointStore torn = new(s_id, new TornBlobStore(blobs, blob, share));
        if (blob == "head.json")
        {
            await Assert.ThrowsAsync<GridException>(() => torn.TakeAsync(Cancellation));
            Assert.NotEmpty(await CheckpointChecker.FindViolationsAsync(blobs, s_id, Cancellation));
        }
        else
        {
            await torn.TakeAsync(Cancellation);
            await Assert.ThrowsAsync<GridException>(() => checkpoints.SaveAsync(torn, 16));
            Assert.Contains(await CheckpointChecker.FindOrphansAsync(blobs, s_id, Cancellation), name => name.EndsWith(blob, StringComparison.Ordinal));
        }
    }

    [Theory, Trait("Check", "F12")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SaveAsync_AzuriteStoppedAndStarted_LosesNoAcknowledgedCheckpoint(bool isControl)
    {
        Assert.SkipWhen(AzuriteProcess.Lack is not null, AzuriteProcess.Lack ?? "");
        await using AzuriteProcess own = await AzuriteProcess.StartNewAsync(Cancellation);
        AzureBlobStore blobs = AzuriteFixture.NewStore(own.Port, s_quick);
        CheckpointStore store = new(s_id, isControl ? new ForgetfulBlobStore(blobs) : blobs) { KeptCount = 100 };
        await store.TakeAsync(Cancellation);
        StoreRetry retry = new(TimeSpan.FromMinutes(2), new FastClock(4), (_, _) => Task.CompletedTask);
        TaskCompletionSource some = new(TaskCreationOptions.RunContinuationsAsynchronously), restarted = new();
        Task<List<long>> saving = Task.Run(async () =>
        {
            List<long> acknowledged = [];
            for (long step = 1; step <= 10 || !restarted.Task.IsCompleted; step++)
            {
                await store.SaveAsync(checkpoints.Folder(8), step, 0, retry, Cancellation);
                acknowledged.Add(step);
                if (step == 4)
                    some.SetResult();
            }
            return acknowledged;
        }, Cancellation);
        await Task.WhenAny(some.Task, saving);
        await own.StopAsync();
        await own.StartAsync(Cancellation);
        restarted.SetResult();
        List<long> ledger = await saving;
        Assert.Equal(ledger, (await CheckpointCatalog.ReadAsync(s_id, blobs, Cancellation)).Select(one => one.Step).Reverse());
        Assert.Equal(isControl, (await CheckpointChecker.FindViolationsAsync(blobs, s_id, Cancellation)).Count > 0);
    }

    private AzureBlobStore Blobs(BlobResilienceOptions resilience, TimeProvider? clock = null) => new(AzuriteFixture.Options(Proxy.Port, _container, resilience), clock);

    // A session with a checkpoint of step 8.
    private async Task<CheckpointStore> PrepareAsync(IBlobStore blobs)
    {
        CheckpointStore store = new(s_id, blobs);
        await store.TakeAsync(Cancellation);
        await checkpoints.SaveAsync(store, 8);
        return store;
    }

    private CheckpointUploads Uploads(CheckpointStore store, TimeSpan limit, TimeProvider clock) =>
        new(store, new MetricLog(s_id, Blobs(s_quick)), checkpoints.NewFolder(), limit, clock, news =>
        {
            _news.Enqueue(news);
            return Task.CompletedTask;
        });

    private async Task AssertGoesOnFromAsync(long step)
    {
        AzureBlobStore blobs = Blobs(new());
        CheckpointStore next = new(s_id, blobs);
        await next.TakeAsync(Cancellation);
        Assert.True(checkpoints.IsThatOf((await next.LoadAsync(checkpoints.NewFolder(), null, Cancellation)).Checkpoint!, step));
        Assert.Equal(step, next.Newest!.Step);
        Assert.Empty(await CheckpointChecker.FindViolationsAsync(blobs, s_id, Cancellation));
        Assert.Empty(await CheckpointChecker.FindOrphansAsync(blobs, s_id, Cancellation));
    }

    private void Rule(FastClock clock, long start, Func<ProxiedRequest, Fault> rule) => Proxy.Rule = request =>
    {
        _requests.Enqueue((clock.GetElapsedTime(start), request.Target.Split('?')[0]));
        return rule(request);
    };

    // The most requests for one blob in any minute of the outage.
    private int MostInAMinute(TimeSpan end) => _requests.Where(one => one.At < end).GroupBy(one => one.Target)
        .Max(blob => blob.Max(first => blob.Count(one => one.At >= first.At && one.At < first.At + TimeSpan.FromMinutes(1))));
}
