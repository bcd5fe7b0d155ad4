using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Model.Training;
using Xunit;

namespace ClipGrid.Grains.Tests.Training.Steering;

/// <summary>Sessions that go on from another one's checkpoint.</summary>
public sealed class SessionForkTests
{
    private const long From = 16;

    private static readonly SessionSpecification Origin = TestSessions.Specification with { KeptCheckpointCount = 10 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StartAsync_ForkWithTheSameSpecification_EndsAsTheOriginDid()
    {
        await using SessionGround ground = await SessionGround.StartAsync();
        SessionInfo origin = await OriginAsync(ground);

        await ground.Session("fork").StartAsync(origin.Specification with { ForkOf = new CheckpointRef(origin.Id, From) }, Cancellation);
        SessionInfo fork = await ground.CompleteAsync("fork");

        Assert.Equal(origin.Published!.Value.Digest, fork.Published!.Value.Digest);
        ImmutableArray<MetricPoint> all = await ground.Session("origin").GetMetricsAsync(From, 5000, Cancellation), again = await ground.Session("fork").GetMetricsAsync(0, 5000, Cancellation);
        Assert.Equal(all.Select(point => (point.Step, point.Loss)), again.Select(point => (point.Step, point.Loss)));
    }

    [Fact, Trait("Check", "F3")]
    public async Task StartAsync_ForkWithAnotherRateAndMoreSteps_IsTheDirectForkAlsoAcrossASilosEnd()
    {
        HoldingClock clock = new((int)Origin.StepCount + 20);
        await using SessionGround ground = await SessionGround.StartAsync(clock);
        SessionInfo origin = await OriginAsync(ground);
        SessionSpecification changed = origin.Specification with { ForkOf = new CheckpointRef(origin.Id, From), StepCount = 50, LearningRate = 5e-4, Publish = ModelName.Parse("forked") };
        List<double> direct = ForkDirectly(ground, changed);

        await ground.Session("fork").StartAsync(changed, Cancellation);
        await clock.ReachedAsync((int)Origin.StepCount + 20);
        Task stopped = ground.Grid.StopAsync();
        clock.GoOn((int)Origin.StepCount + 20);
        await stopped;
        await ground.RestartAsync();
        SessionInfo fork = await ground.CompleteAsync("fork");

        await ground.AssertWeightsAsync("direct", fork);
        ImmutableArray<MetricPoint> metrics = await ground.Session("fork").GetMetricsAsync(0, 5000, Cancellation);
        Assert.Equal(Enumerable.Range((int)From + 1, 50 - (int)From).Select(step => (long)step), metrics.Select(point => point.Step));
        Assert.Equal(direct, metrics.Select(point => point.Loss));
    }

    [Fact]
    public async Task StartAsync_ForkThatEndsWhereItBegins_PublishesTheCheckpointAsItIs()
    {
        await using SessionGround ground = await SessionGround.StartAsync();
        SessionInfo origin = await OriginAsync(ground);
        SessionSpecification published = origin.Specification with { ForkOf = new CheckpointRef(origin.Id, From), StepCount = From, Publish = ModelName.Parse("published") };
        ForkDirectly(ground, published);

        await ground.Session("fork").StartAsync(published, Cancellation);
        SessionInfo fork = await ground.CompleteAsync("fork");

        await ground.AssertWeightsAsync("direct", fork);
        Assert.NotEqual(origin.Published!.Value.Digest, fork.Published!.Value.Digest);
        Assert.Empty(await ground.Session("fork").GetMetricsAsync(0, 5000, Cancellation));
    }

    [Fact]
    public async Task StartAsync_ForkThatCannotBe_IsRefusedByName()
    {
        await using SessionGround ground = await SessionGround.StartAsync();
        SessionInfo origin = await OriginAsync(ground);
        SessionSpecification fork = origin.Specification with { ForkOf = new CheckpointRef(origin.Id, From) };

        await RefusedAsync(GridProblem.NotFound, fork with { ForkOf = new CheckpointRef(origin.Id, 17) }, "take one of");
        await RefusedAsync(GridProblem.NotFound, fork with { ForkOf = new CheckpointRef(SessionId.Parse("nosuch"), 1) }, "nosuch");
        await RefusedAsync(GridProblem.Invalid, fork with { StepCount = From - 1 }, "StepCount");
        await RefusedAsync(GridProblem.Invalid, fork with { Architecture = null, Preset = "TinyRN@64" }, "Preset");

        async Task RefusedAsync(GridProblem problem, SessionSpecification specification, string named)
        {
            GridException error = await Assert.ThrowsAsync<GridException>(() => ground.Session("refused").StartAsync(specification, Cancellation));
            Assert.Equal(problem, error.Problem);
            Assert.Contains(named, error.Message, StringComparison.Ordinal);
        }
    }

    private static async Task<SessionInfo> OriginAsync(SessionGround ground)
    {
        await ground.Session("origin").StartAsync(Origin, Cancellation);
        return await ground.CompleteAsync("origin");
    }

    // The origin's run to the checkpoint, and the fork of that, without the grid.
    private static List<double> ForkDirectly(SessionGround ground, SessionSpecification changed)
    {
        TrainerCheckpoint? checkpoint = null;
        TestSessions.TrainDirectly(Origin, ground.Pairs, ground.File("origin"), trainer => checkpoint ??= trainer.StepCount == From ? trainer.Capture() : null);
        return TestSessions.ForkDirectly(changed, ground.Pairs, checkpoint!, ground.File("direct"));
    }
}
