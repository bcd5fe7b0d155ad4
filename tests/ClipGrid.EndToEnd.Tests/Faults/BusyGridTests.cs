using System.Diagnostics;
using System.Globalization;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Training;
using ClipGrid.EndToEnd.Tests.Grid;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Faults;

/// <summary>Silos that train on all processor cores and are asked small things all the while. CLIPGRID_MINUTES lets it take longer than a quarter of a minute.</summary>
[Trait("Speed", "Slow")]
public sealed class BusyGridTests(ITestOutputHelper output)
{
    private const int Steps = 1_000_000;
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static TimeSpan Time => TimeSpan.FromMinutes(
        double.TryParse(Environment.GetEnvironmentVariable("CLIPGRID_MINUTES"), NumberStyles.Float, CultureInfo.InvariantCulture, out double minutes) ? minutes : 0.25);

    [Fact]
    [Trait("Check", "F25")]
    public async Task Silo_TrainingOnAllCores_AnswersSmallCalls()
    {
        using TemporaryFolder data = new();
        await using FallingGrid grid = await FallingGrid.StartAsync(data.FullName);
        await FaultRecipe.PrepareAsync(grid);
        SessionId id = await StartAsync(grid.Client, "busy");
        using Process silo = Process.GetProcessById(grid.ProcessId);
        TimeSpan before = silo.TotalProcessorTime;

        TimeSpan elapsed = await AskAsync(grid.Client, [id]);

        silo.Refresh();
        double cores = (silo.TotalProcessorTime - before) / elapsed;
        output.WriteLine($"The silo kept {cores:F2} of {Environment.ProcessorCount} cores busy.");
        Assert.True(cores > 0.5, $"It kept {cores:F2} cores busy, which tells nothing.");
        await AssertUndisturbedAsync(grid.Client, id);
    }

    [Fact]
    [Trait("Check", "F25")]
    public async Task TwoSilos_TrainingOnAllCores_NeitherIsTakenForDead()
    {
        await using TwoSilos silos = await TwoSilos.StartAsync(isOneCluster: true);
        using TemporaryFolder source = new();
        FallingGrid.CopyShards("val", source.FullName, most: 1);
        await silos.Client(0).AddAsync("emoji", [source.FullName]);
        SessionId[] ids = [await StartAsync(silos.Client(0), "first"), await StartAsync(silos.Client(1), "second")];

        await AskAsync(silos.Client(0), ids);

        Assert.False(silos.Silo(0).HasExited || silos.Silo(1).HasExited);
        foreach (SessionId id in ids)
            await AssertUndisturbedAsync(silos.Client(1), id);
    }

    // Asks for each session and for the release, several times a second; how long it took in all.
    private async Task<TimeSpan> AskAsync(ClipGridClient client, SessionId[] ids)
    {
        List<double> answers = [];
        long begin = Stopwatch.GetTimestamp();
        for (; Stopwatch.GetElapsedTime(begin) < Time; await Task.Delay(Pause, Cancel))
        {
            foreach (SessionId id in ids)
                answers.Add(await TimeAsync(() => client.Sessions.GetAsync(id, Cancel)));
            answers.Add(await TimeAsync(() => client.Cluster.GetVersionAsync(Cancel)));
        }
        TimeSpan elapsed = Stopwatch.GetElapsedTime(begin);
        answers.Sort();
        double p99 = answers[(int)(0.99 * (answers.Count - 1))];
        output.WriteLine($"{answers.Count} answers within {elapsed.TotalSeconds:F0} s: p50 {answers[answers.Count / 2] * 1000:F0} ms, p99 {p99 * 1000:F0} ms, longest {answers[^1] * 1000:F0} ms");
        Assert.True(p99 < LongestAnswer.TotalSeconds, $"The 99th percentile is {p99:F2} s.");
        return elapsed;
    }

    private static async Task<double> TimeAsync(Func<Task> ask)
    {
        long begin = Stopwatch.GetTimestamp();
        await ask();
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    private static async Task<SessionId> StartAsync(ClipGridClient client, string name)
    {
        SessionId id = (await client.Sessions.StartAsync(FaultRecipe.Specification(name, Steps), SessionId.Parse(name), Cancel)).Id;
        await client.ReachAsync(id, now => now.Step > 0);
        return id;
    }

    private static async Task AssertUndisturbedAsync(ClipGridClient client, SessionId id)
    {
        SessionInfo now = await client.Sessions.GetAsync(id, Cancel);
        Assert.True(now.State == SessionState.Running, $"{now.State}: {now.Message}");
        Assert.Equal(0, now.MoveCount);
        Assert.Single(await client.Sessions.GetEventsAsync(id, cancellationToken: Cancel), told => told.Kind == SessionEventKind.Placed);
        await client.Sessions.CancelAsync(id, Cancel);
    }
}
