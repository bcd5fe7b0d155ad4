using System.Diagnostics;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.EndToEnd.Tests.Grid;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Faults;

/// <summary>Sessions that lose their silo while another one serves, and silos that believe they still have a session.</summary>
[Trait("Speed", "Slow")]
public sealed class TwoSiloSessionTests(ITestOutputHelper output)
{
    private const int StepCount = 60;
    private static readonly TimeSpan LongestTakeOver = TimeSpan.FromSeconds(60);
    private static readonly DatasetRef Emoji = DatasetRef.Parse("emoji");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Check", "F1")]
    public async Task Session_ItsSiloKilled_TheOtherTakesItOverAndEndsAsIfNobodyHadDisturbedIt()
    {
        await using TwoSilos silos = await PrepareAsync(isOneCluster: true);
        SessionInfo undisturbed = await EndAsync(silos.Client(0), await StartAsync(silos.Client(0), "undisturbed"));
        SessionId id = await StartAsync(silos.Client(0), "killed");
        (int host, _) = await silos.WhereAsync(id, asked: 0, step: 15);

        await silos.Silo(host).KillAsync(Cancel);

        long killed = Stopwatch.GetTimestamp();
        await silos.LeasedAsync(id, by: 1 - host);
        await silos.WhereAsync(id, asked: 1 - host, notOn: host);
        TimeSpan taken = Stopwatch.GetElapsedTime(killed);
        output.WriteLine($"taken over after {taken.TotalSeconds:F1} s");
        Assert.True(taken < LongestTakeOver, $"It took {taken}.");
        await AssertSameAsync(silos.Client(1 - host), undisturbed, await EndAsync(silos.Client(1 - host), id));
    }

    [Fact]
    [Trait("Check", "F22")]
    public async Task Session_ItsSiloFrozenAndAwakeAgain_HasOneHistoryAndTheZombieStopsItself()
    {
        await using TwoSilos silos = await PrepareAsync(isOneCluster: true);
        SessionInfo undisturbed = await EndAsync(silos.Client(0), await StartAsync(silos.Client(0), "undisturbed"));
        SessionId id = await StartAsync(silos.Client(0), "frozen");
        (int host, _) = await silos.WhereAsync(id, asked: 0, step: 15);
        ClipGridClient other = silos.Client(1 - host);

        await silos.Silo(host).SignalAsync("STOP", Cancel);
        await silos.MovedAsync(id, asked: 1 - host);
        await silos.Silo(host).SignalAsync("CONT", Cancel);

        SessionInfo ended = await EndAsync(other, id);
        await AssertSameAsync(other, undisturbed, ended);
        Assert.Contains(await other.Sessions.GetEventsAsync(id, cancellationToken: Cancel), told => told.Kind == SessionEventKind.Moved);
        await RestsAsync(silos.Silo(host));
    }

    [Fact]
    [Trait("Check", "F23")]
    public async Task Session_OfAnotherGridOnTheSameStorage_IsLeftAloneWhileThatOneLives()
    {
        await using TwoSilos silos = await PrepareAsync(isOneCluster: false);
        SessionInfo undisturbed = await EndAsync(silos.Client(0), await StartAsync(silos.Client(0), "undisturbed"));
        SessionId id = await StartAsync(silos.Client(0), "shared", stepCount: 100_000);
        await silos.WhereAsync(id, asked: 0, step: 15);

        // The other grid finds the session in the storage, and a silo that it does not know.
        SessionInfo seen = await silos.Client(1).Sessions.GetAsync(id, Cancel);
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(40); await Task.Delay(500, Cancel))
        {
            seen = await silos.Client(1).Sessions.GetAsync(id, Cancel);
            Assert.NotEqual(SessionState.Running, seen.State);
        }
        Assert.Contains("another grid", seen.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await silos.Client(0).Sessions.GetAsync(id, Cancel)).MoveCount);
        await silos.Client(0).Sessions.CancelAsync(id, Cancel);
        Assert.Equal(SessionState.Completed, undisturbed.State);
    }

    // It found by itself that it does not count, its cluster has ended it, or its session's word to stop has reached it after all, of
    // which it says nothing. In any case it trains no more: a silo that does uses most of a core.
    private static async Task RestsAsync(GridProcess silo)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (!silo.HasExited && !silo.Words.Contains("does not count any more", StringComparison.Ordinal) && !silo.Words.Contains("has taken over", StringComparison.Ordinal))
        {
            TimeSpan before = silo.ProcessorTime;
            await Task.Delay(TimeSpan.FromSeconds(2), limit.Token);
            if (!silo.HasExited && silo.ProcessorTime - before < TimeSpan.FromSeconds(0.5))
                return;
        }
    }

    private static async Task<TwoSilos> PrepareAsync(bool isOneCluster)
    {
        using TemporaryFolder source = new();
        FallingGrid.CopyShards("val", source.FullName, most: 1);
        TwoSilos silos = await TwoSilos.StartAsync(isOneCluster);
        await silos.Client(0).AddAsync("emoji", [source.FullName]);
        return silos;
    }

    private static async Task<SessionId> StartAsync(ClipGridClient client, string name, long stepCount = StepCount) => (await client.Sessions.StartAsync(
        SmallRecipe.Specification(Emoji, ModelName.Parse(name), (int)stepCount) with { CheckpointInterval = 10, Evaluation = new EvaluationOptions { Interval = 25 } },
        SessionId.Parse(name),
        Cancel)).Id;

    private static async Task<SessionInfo> EndAsync(ClipGridClient client, SessionId id)
    {
        SessionInfo ended = await client.Sessions.WaitAsync(id, cancellationToken: Cancel);
        Assert.True(ended.State == SessionState.Completed, $"{ended.State}: {ended.Message}");
        return ended;
    }

    private static async Task AssertSameAsync(ClipGridClient client, SessionInfo expected, SessionInfo actual)
    {
        Assert.Equal(expected.Published!.Value.Digest, actual.Published!.Value.Digest);
        List<MetricPoint> one = [.. await client.Sessions.GetMetricsAsync(expected.Id, 0, 5000, Cancel)], other = [.. await client.Sessions.GetMetricsAsync(actual.Id, 0, 5000, Cancel)];
        Assert.Equal(Enumerable.Range(1, StepCount).Select(step => (long)step), other.Select(point => point.Step));
        Assert.Equal(one.Select(point => point.Loss), other.Select(point => point.Loss));
    }
}
