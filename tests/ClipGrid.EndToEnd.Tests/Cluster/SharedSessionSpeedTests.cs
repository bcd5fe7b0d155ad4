using System.Collections.Immutable;
using System.Diagnostics;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.EndToEnd.Tests.Grid;
using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cluster;

/// <summary>What a second device brings: two silos of one processor core each beside one of one core, in turns, over the same steps.</summary>
public sealed class SharedSessionSpeedTests(ITestOutputHelper output)
{
    private const double LeastGain = 1.7;
    private const int RoundCount = 2;
    // Until a second device helps, and pictures are decoded ahead.
    private const int WarmupSteps = 12;

    private static readonly SessionSpecification Alone = new()
    {
        Dataset = DatasetRef.Parse("emoji"), Publish = ModelName.Parse("speed"), Preset = "Tiny/8@64", VocabSize = 1024,
        StepCount = 30, BatchSize = 128, LearningRate = 1e-3, CheckpointInterval = 1_000_000,
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task TwoSilosOfOneCore_BesideOne_TrainNearlyTwiceAsFast()
    {
        string[] pictures = [Reference.Data("openmoji/folder/captions.csv")];
        await using SharedServices services = await SharedServices.StartAsync(Cancel, ownsRedis: true);
        using TemporaryFolder folder = new();
        Dictionary<string, string> oneThread = new(services.Environment) { ["OMP_NUM_THREADS"] = "1", ["DOTNET_PROCESSOR_COUNT"] = "1" };
        using GridProcess first = await GridProcess.StartAsync(folder.Combine("first"), Cancel, oneThread);
        using GridProcess second = await GridProcess.StartAsync(folder.Combine("second"), Cancel, oneThread);
        await PinAsync(first, 0);
        await PinAsync(second, 1);
        await using ClipGridClient client = await GridClient.ConnectAsync(first);
        await client.AddAsync("emoji", pictures);
        List<double> alone = [], shared = [];
        for (int round = 0; round < RoundCount; round++)
        {
            alone.Add(await PairsPerSecondAsync(client, Alone));
            shared.Add(await PairsPerSecondAsync(client, Alone with { DeviceCount = 2 }));
        }
        double gain = shared.Average() / alone.Average();
        output.WriteLine($"pairs/s on one core: {string.Join(", ", alone.Select(one => $"{one:F1}"))}; on two silos of one core each: {string.Join(", ", shared.Select(one => $"{one:F1}"))}; {gain:F2} times");
        Assert.True(gain >= LeastGain, $"Two silos train {gain:F2} times as fast as one.");
    }

    // By the times of the steps themselves: from the last that the warm-up counts to the end.
    private static async Task<double> PairsPerSecondAsync(ClipGridClient client, SessionSpecification specification)
    {
        SessionInfo session = await client.Sessions.StartAsync(specification, cancellationToken: Cancel);
        SessionInfo ended = await client.Sessions.WaitAsync(session.Id, cancellationToken: Cancel);
        Assert.True(ended.State == SessionState.Completed, ended.Message);
        ImmutableArray<MetricPoint> points = await client.Sessions.GetMetricsAsync(session.Id, 0, 1000, Cancel);
        MetricPoint begin = points[WarmupSteps];
        if (specification.DeviceCount > 1)
        {
            SessionEvent helped = (await client.Sessions.GetEventsAsync(session.Id, cancellationToken: Cancel)).Single(one => one.Text.StartsWith("Part 2 of 2 is computed on", StringComparison.Ordinal));
            Assert.True(helped.Step < WarmupSteps, $"The second device helps from step {helped.Step} on.");
        }
        return (points[^1].Step - begin.Step) * specification.BatchSize / (points[^1].At - begin.At).TotalSeconds;
    }

    private static async Task PinAsync(GridProcess silo, int core)
    {
        using Process pin = Process.Start(new ProcessStartInfo("taskset", ["-acp", $"{core}", $"{silo.ProcessId}"]) { RedirectStandardOutput = true })!;
        await pin.StandardOutput.ReadToEndAsync(Cancel);
        await pin.WaitForExitAsync(Cancel);
        Assert.Equal(0, pin.ExitCode);
    }
}
