using System.Diagnostics;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.EndToEnd.Tests.Grid;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Faults;

/// <summary>A silo that is asked to end while a session trains, and sessions that are steered while they do.</summary>
[Trait("Speed", "Slow")]
public sealed class StoppedSessionTests(ITestOutputHelper output)
{
    private static readonly TimeSpan LongestResume = TimeSpan.FromSeconds(5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silo_AskedToEnd_KeepsTheStepAndTheNextOneGoesOnThere()
    {
        using TemporaryFolder source = new(), data = new();
        FallingGrid.CopyShards("val", source.FullName, most: 1);
        await using FallingGrid grid = await FallingGrid.StartAsync(data.FullName);
        await grid.Client.AddAsync("emoji", [source.FullName]);
        SessionId id = await StartAsync(grid, "stopped");
        SessionInfo before = await WaitAsync(grid, id, now => now.Step >= 7);

        int exit = await grid.StopAsync();

        Assert.Equal(0, exit);
        await grid.StartAsync();
        SessionInfo after = await WaitAsync(grid, id, now => now.State == SessionState.Running && now.Step > 0);
        Assert.True(after.CheckpointStep >= before.Step, $"The checkpoint is of step {after.CheckpointStep}, and step {before.Step} was done.");
        Assert.Equal(0, after.MoveCount);
        await grid.Client.Sessions.CancelAsync(id, Cancel);
    }

    [Fact]
    public async Task Session_PausedAndResumed_StopsWithinAStepAndTrainsAgainWithinSeconds()
    {
        using TemporaryFolder source = new(), data = new();
        FallingGrid.CopyShards("val", source.FullName, most: 1);
        await using FallingGrid grid = await FallingGrid.StartAsync(data.FullName);
        await grid.Client.AddAsync("emoji", [source.FullName]);
        SessionId id = await StartAsync(grid, "paused");
        await WaitAsync(grid, id, now => now.Step >= 7);

        SessionInfo told = await grid.Client.Sessions.PauseAsync(id, Cancel);
        SessionInfo paused = await grid.Client.Sessions.WaitAsync(id, cancellationToken: Cancel);

        Assert.Equal(SessionState.Paused, paused.State);
        // A pulse old what it knew, and the step that was under way.
        List<MetricPoint> points = [.. await grid.Client.Sessions.GetMetricsAsync(id, 0, 5000, Cancel)];
        Assert.Equal(paused.Step, points[^1].Step);
        Assert.Equal(paused.Step, paused.CheckpointStep);
        long start = Stopwatch.GetTimestamp();
        await grid.Client.Sessions.ResumeAsync(id, cancellationToken: Cancel);
        await foreach (MetricPoint _ in grid.Client.Sessions.WatchAsync(id, paused.Step, Cancel))
            break;
        TimeSpan resumed = Stopwatch.GetElapsedTime(start);
        output.WriteLine($"told at step {told.Step}, paused at {paused.Step}; the first new step came {resumed.TotalSeconds:F2} s after the resume");
        Assert.True(resumed < LongestResume, $"It took {resumed}.");
        await grid.Client.Sessions.CancelAsync(id, Cancel);
    }

    private static async Task<SessionId> StartAsync(FallingGrid grid, string name) => (await grid.Client.Sessions.StartAsync(
        SmallRecipe.Specification(DatasetRef.Parse("emoji"), ModelName.Parse(name), 100_000) with { CheckpointInterval = 1000 }, SessionId.Parse(name), Cancel)).Id;

    private static async Task<SessionInfo> WaitAsync(FallingGrid grid, SessionId id, Func<SessionInfo, bool> isWanted)
    {
        while (true)
        {
            SessionInfo now = await grid.Client.Sessions.GetAsync(id, Cancel);
            Assert.False(now.State is SessionState.Failed or SessionState.Completed, now.Message);
            if (isWanted(now))
                return now;
            await Task.Delay(10, Cancel);
        }
    }
}
