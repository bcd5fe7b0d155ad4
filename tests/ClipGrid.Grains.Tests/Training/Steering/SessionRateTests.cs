using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Training;
using Xunit;

namespace ClipGrid.Grains.Tests.Training.Steering;

/// <summary>Another rate from a step on: the same as a direct run whose rate is changed there, bit for bit.</summary>
public sealed class SessionRateTests
{
    private const int At = 10;
    private const double Factor = 0.25;
    private static readonly SessionSpecification Specification = TestSessions.Specification;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ChangeRateAsync_WhileItTrains_HoldsFromTheNextStepOn()
    {
        HoldingClock clock = new(At, 13);
        await using SessionGround ground = await SessionGround.StartAsync(clock);
        List<double> rates = TrainDirectly(ground);
        await HeldAsync(ground, clock);
        OperationId operation = OperationId.New();
        Assert.Equal(Factor, (await ground.Session("one").ChangeRateAsync(operation, Factor, Cancellation)).RateFactor);
        Assert.Equal(Factor, (await ground.Session("one").ChangeRateAsync(operation, Factor, Cancellation)).RateFactor);
        clock.GoOn(At);
        await clock.ReachedAsync(13);
        // The checkpoint after the first step at the new rate: whoever goes on there goes on with it.
        while (!(await ground.Session("one").GetCheckpointsAsync(Cancellation)).Any(one => one.Step == At + 1))
            await Task.Delay(20, Cancellation);
        clock.GoOn(13);
        await AssertAsDirectAsync(ground, rates);
        Assert.Single(await ground.EventsAsync("one"), told => told.Kind == SessionEventKind.RateChanged && told.Text.Contains("0.25 times", StringComparison.Ordinal));
    }

    [Fact, Trait("Check", "F3")]
    public async Task ChangeRateAsync_SiloEndsRightAfter_HoldsOnTheNextSilo()
    {
        HoldingClock clock = new(At);
        await using SessionGround ground = await SessionGround.StartAsync(clock);
        List<double> rates = TrainDirectly(ground);
        await HeldAsync(ground, clock);
        await ground.Session("one").ChangeRateAsync(OperationId.New(), Factor, Cancellation);
        Task stopped = ground.Grid.StopAsync();
        clock.GoOn(At);
        await stopped;
        await ground.RestartAsync();
        await AssertAsDirectAsync(ground, rates);
    }

    [Fact]
    public async Task ChangeRateAsync_WhileItIsPaused_HoldsOnceItIsResumed()
    {
        HoldingClock clock = new(At);
        await using SessionGround ground = await SessionGround.StartAsync(clock);
        List<double> rates = TrainDirectly(ground);
        await HeldAsync(ground, clock);
        await ground.Session("one").PauseAsync(OperationId.New(), Cancellation);
        clock.GoOn(At);
        await ground.UntilAsync("one", info => info.State == SessionState.Paused);
        Assert.Equal(Factor, (await ground.Session("one").ChangeRateAsync(OperationId.New(), Factor, Cancellation)).RateFactor);
        // What happened is told although nothing runs.
        Assert.Equal(At, (await ground.EventsAsync("one", SessionEventKind.RateChanged))[^1].Step);
        await ground.Session("one").ResumeAsync(OperationId.New(), Cancellation);
        await AssertAsDirectAsync(ground, rates);
    }

    [Fact]
    [Trait("Check", "75")]
    public async Task ChangeRateAsync_FactorThatCannotBe_IsRefusedAndChangesNothing()
    {
        HoldingClock clock = new(At);
        await using SessionGround ground = await SessionGround.StartAsync(clock);
        await HeldAsync(ground, clock);
        foreach (double factor in new[] { 0, -1, double.NaN, 100.5, double.PositiveInfinity })
        {
            GridException error = await Assert.ThrowsAsync<GridException>(() => ground.Session("one").ChangeRateAsync(OperationId.New(), factor, Cancellation));
            Assert.Equal(GridProblem.Invalid, error.Problem);
            Assert.Contains("give a number above 0 and at most 100", error.Message, StringComparison.Ordinal);
        }
        Assert.Equal(1, (await ground.Session("one").GetAsync(Cancellation)).RateFactor);
        clock.GoOn(At);
        await ground.CompleteAsync("one");
        Assert.DoesNotContain(await ground.EventsAsync("one"), told => told.Kind == SessionEventKind.RateChanged);
    }

    private static async Task HeldAsync(SessionGround ground, HoldingClock clock)
    {
        await ground.Session("one").StartAsync(Specification, Cancellation);
        await clock.ReachedAsync(At);
        await ground.UntilAsync("one", info => info.Step == At - 1);
    }

    // The rate of each step, which is the schedule's before the change.
    private static List<double> TrainDirectly(SessionGround ground)
    {
        List<double> factors = [];
        TestSessions.TrainDirectly(Specification, ground.Pairs, ground.File("direct"), trainer => factors.Add(trainer.RateFactor = trainer.StepCount < At ? 1 : Factor));
        return [.. factors.Select((factor, step) => factor * TrainingMapping.Training(Specification).Schedule.At(step))];
    }

    private static async Task AssertAsDirectAsync(SessionGround ground, List<double> rates)
    {
        SessionInfo ended = await ground.CompleteAsync("one");
        Assert.Equal(Factor, ended.RateFactor);
        await ground.AssertWeightsAsync("direct", ended);
        ImmutableArray<MetricPoint> metrics = await ground.Session("one").GetMetricsAsync(0, 5000, Cancellation);
        Assert.Equal(rates, metrics.Select(point => point.LearningRate));
    }
}
