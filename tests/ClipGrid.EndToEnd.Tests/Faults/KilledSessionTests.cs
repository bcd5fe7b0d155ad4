using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.EndToEnd.Tests.Grid;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Faults;

/// <summary>Sessions whose silo is killed: each ends with the weights and the curve of a session that nobody disturbed, bit for bit.</summary>
[Trait("Speed", "Slow")]
public sealed class KilledSessionTests(ITestOutputHelper output)
{
    private const int StepCount = 40;
    private static readonly DatasetName Emoji = DatasetName.Parse("emoji");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Check", "F1")]
    [Trait("Check", "F2")]
    [Trait("Check", "F3")]
    [Trait("Check", "F5")]
    public async Task Session_SiloKilledAtRandomMoments_EndsAsIfNobodyHadDisturbedIt()
    {
        RandomMoments moments = new(output, usualCount: 3);
        using TemporaryFolder source = new(), data = new();
        await using FallingGrid grid = await PrepareAsync(source, data);
        SessionInfo undisturbed = await grid.Client.Sessions.WaitAsync((await StartAsync(grid, "undisturbed")).Id, cancellationToken: Cancel);
        Assert.True(undisturbed.State == SessionState.Completed, undisturbed.Message);
        List<MetricPoint> curve = await CurveAsync(grid, undisturbed.Id);

        KillMoment[] kinds = Enum.GetValues<KillMoment>();
        for (int run = 0; run < moments.Count; run++)
        {
            SessionId id = (await StartAsync(grid, $"killed-{run}")).Id;
            int kills = run == moments.Count - 1 ? 5 : 1;
            for (int kill = 0; kill < kills; kill++)
            {
                // The last session at each of the moments, the pause at the end: one that waits is killed in vain.
                KillMoment kind = kinds[(kills > 1 ? kill : run) % kinds.Length];
                SessionInfo at = await kind.ReachAsync(grid, data, id, moments.Next(StepCount), Cancel);
                await grid.FallAsync();
                output.WriteLine($"{id}: killed at {kind}, {at.State}, step {at.Step}");
            }
            SessionInfo ended = await EndAsync(grid, id);
            Assert.True(ended.State == SessionState.Completed, $"{ended.State}: {ended.Message}");
            Assert.Equal(undisturbed.Published!.Value.Digest, ended.Published!.Value.Digest);
            List<MetricPoint> points = await CurveAsync(grid, id);
            Assert.Equal(Enumerable.Range(1, StepCount).Select(step => (long)step), points.Select(point => point.Step));
            Assert.Equal(curve.Select(point => (point.Loss, point.GradientNorm, point.LogitScale)), points.Select(point => (point.Loss, point.GradientNorm, point.LogitScale)));
        }
    }

    private static async Task<FallingGrid> PrepareAsync(TemporaryFolder source, TemporaryFolder data)
    {
        FallingGrid.CopyShards("val", source.FullName, most: 1);
        FallingGrid grid = await FallingGrid.StartAsync(data.FullName);
        await grid.Client.AddAsync("emoji", [source.FullName]);
        return grid;
    }

    private static Task<SessionInfo> StartAsync(FallingGrid grid, string name) => grid.Client.Sessions.StartAsync(
        SmallRecipe.Specification(new DatasetRef(Emoji), ModelName.Parse(name), StepCount) with
        {
            CheckpointInterval = 6,
            Evaluation = new EvaluationOptions { HeldOutShare = 0.1, Interval = 10 },
        },
        SessionId.Parse(name),
        Cancel);

    // A pause that came before the kill may have won.
    private static async Task<SessionInfo> EndAsync(FallingGrid grid, SessionId id)
    {
        SessionInfo ended = await grid.Client.Sessions.WaitAsync(id, cancellationToken: Cancel);
        if (ended.State != SessionState.Paused)
            return ended;
        await grid.Client.Sessions.ResumeAsync(id, cancellationToken: Cancel);
        return await grid.Client.Sessions.WaitAsync(id, cancellationToken: Cancel);
    }

    private static async Task<List<MetricPoint>> CurveAsync(FallingGrid grid, SessionId id) => [.. await grid.Client.Sessions.GetMetricsAsync(id, 0, 5000, Cancel)];
}
