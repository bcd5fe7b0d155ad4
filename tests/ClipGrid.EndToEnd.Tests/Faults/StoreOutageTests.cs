using System.Diagnostics;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Training;
using ClipGrid.TestKit.Faults;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Faults;

/// <summary>
/// Sessions whose blob store is away for a while. That they pause where it is away for more than five minutes is tested without
/// processes, with a clock that waits for nobody.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class StoreOutageTests(ITestOutputHelper output, UndisturbedSession undisturbed)
{
    private const int MostRequests = 10;
    private const int LostRequests = 5;
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(2.5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Check", "F7")]
    public async Task Session_StoreBusyForAWhile_GoesOnAndEndsAsIfNobodyHadDisturbedIt()
    {
        await using ProxiedGrid grid = await ProxiedGrid.StartAsync();
        await DisturbAsync(grid, Fault.Busy);
    }

    [Fact]
    [Trait("Check", "F8")]
    public async Task Session_StoreThatTakesAllAndNeverAnswersForAWhile_GoesOnAndEndsAsIfNobodyHadDisturbedIt()
    {
        await using ProxiedGrid grid = await ProxiedGrid.StartAsync(("AttemptTimeout", "00:00:05"));
        await DisturbAsync(grid, Fault.Hang);
    }

    [Fact]
    [Trait("Check", "F12")]
    public async Task Session_StoreStoppedAndStartedAgain_GoesOnAndEndsAsIfNobodyHadDisturbedIt()
    {
        await using ProxiedGrid grid = await ProxiedGrid.StartAsync();
        (SessionLedger ledger, SessionId id) = await PrepareAsync(grid);

        RequestRate lost = new();
        grid.Proxy.Rule = request =>
        {
            lost.Note(request);
            return Fault.None;
        };
        await grid.Azurite.StopAsync();
        int before = lost.Count;
        await grid.Silo.Client.ReachAsync(id, _ => lost.Count >= before + LostRequests);
        await grid.Azurite.StartAsync(Cancel);

        await EndAsync(grid, id, ledger);
    }

    [Fact]
    [Trait("Check", "F7")]
    public async Task Session_CheckpointThatCannotBeReadForAWhile_PausesWithTheReasonAndGoesOnByItself()
    {
        await using ProxiedGrid grid = await ProxiedGrid.StartAsync(("AttemptTimeout", "00:00:03"), ("TotalTimeout", "00:00:06"), ("MaxRetryCount", "2"));
        (SessionLedger ledger, SessionId id) = await PrepareAsync(grid);
        ClipGridClient client = grid.Silo.Client;
        await client.Sessions.PauseAsync(id, Cancel);
        SessionInfo before = await client.ReachAsync(id, now => now.State == SessionState.Paused);
        Assert.Equal(SessionState.Paused, before.State);

        grid.Proxy.Rule = request => request.Method == "GET" && request.Target.Contains("/checkpoints/", StringComparison.Ordinal) ? Fault.Busy : Fault.None;
        await client.Sessions.ResumeAsync(id, cancellationToken: Cancel);
        SessionInfo paused = await client.ReachAsync(id, now => now.State == SessionState.Paused);

        Assert.Equal(SessionState.Paused, paused.State);
        Assert.Contains("503", paused.Message, StringComparison.Ordinal);
        Assert.Equal((before.Step, before.CheckpointStep), (paused.Step, paused.CheckpointStep));
        grid.Proxy.Rule = _ => Fault.None;
        await EndAsync(grid, id, ledger);
        Assert.Contains(await client.Sessions.GetEventsAsync(id, cancellationToken: Cancel), told => told.Kind == SessionEventKind.Resumed && told.Text.Contains("answers again", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Check", "F7")]
    public async Task Session_StoreAwayWhileItIsLookedForElsewhere_IsLookedForAgainAndGoesOn()
    {
        await using ProxiedGrid grid = await ProxiedGrid.StartAsync(("AttemptTimeout", "00:00:03"), ("TotalTimeout", "00:00:06"), ("MaxRetryCount", "2"));
        (SessionLedger ledger, SessionId id) = await PrepareAsync(grid);
        RequestRate looks = new();
        grid.Proxy.Rule = request =>
        {
            if (!request.Target.Contains("/sessions/disturbed/head.json", StringComparison.Ordinal))
                return Fault.None;
            looks.Note(request);
            return Fault.Busy;
        };

        await grid.Silo.FallAsync(moves: true);
        int before = looks.Count;
        // Two looks that failed, each of them three times.
        await grid.Silo.Client.ReachAsync(id, _ => looks.Count > before + 6);
        grid.Proxy.Rule = _ => Fault.None;

        SessionInfo ended = await grid.Silo.Client.EndAsync(id);
        await ledger.AssertSameAsync(grid.Silo.Client, ended);
        Assert.Equal(1, ended.MoveCount);
    }

    private async Task DisturbAsync(ProxiedGrid grid, Fault fault)
    {
        (SessionLedger ledger, SessionId id) = await PrepareAsync(grid);
        RequestRate rate = new();
        TimeSpan slowest = TimeSpan.Zero;
        grid.Proxy.Rule = request =>
        {
            rate.Note(request);
            return fault;
        };
        SessionInfo during = null!;
        for (long begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin) < Outage; await Task.Delay(200, Cancel))
        {
            long asked = Stopwatch.GetTimestamp();
            during = await grid.Silo.Client.Sessions.GetAsync(id, Cancel);
            slowest = slowest > Stopwatch.GetElapsedTime(asked) ? slowest : Stopwatch.GetElapsedTime(asked);
            Assert.False(during.State is SessionState.Failed or SessionState.Completed, $"{during.State}: {during.Message}");
        }
        grid.Proxy.Rule = _ => Fault.None;
        (string operation, int count) = rate.MostInAMinute();
        output.WriteLine($"{rate.Count} requests failed, at most {count} of one operation ({operation}); the slowest answer took {slowest.TotalSeconds:F2} s; step {during.Step} by then: {during.Message}");
        Assert.NotEqual(0, rate.Count);
        Assert.True(count <= MostRequests, $"{count} times within a minute: {operation}");
        Assert.True(slowest < LongestAnswer, $"It took {slowest} to ask for the session.");
        await EndAsync(grid, id, ledger);
    }

    private async Task<(SessionLedger Ledger, SessionId Id)> PrepareAsync(ProxiedGrid grid)
    {
        SessionLedger ledger = await undisturbed.LedgerAsync();
        await FaultRecipe.PrepareAsync(grid.Silo);
        SessionId id = (await grid.Silo.Client.Sessions.StartAsync(FaultRecipe.Specification("disturbed"), SessionId.Parse("disturbed"), Cancel)).Id;
        await grid.Silo.Client.ReachAsync(id, now => now.Step >= 15 && now.CheckpointStep >= 10);
        return (ledger, id);
    }

    private static async Task EndAsync(ProxiedGrid grid, SessionId id, SessionLedger ledger)
    {
        SessionInfo ended = await grid.Silo.Client.EndAsync(id);
        await ledger.AssertSameAsync(grid.Silo.Client, ended);
        Assert.Equal(0, ended.MoveCount);
    }
}
