using System.Collections.Immutable;
using System.Security.Cryptography;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Training.Data;
using ClipGrid.Model.Training;
using Xunit;

namespace ClipGrid.Grains.Tests.Training.Steering;

/// <summary>Evaluations of a session while it trains, and what they decide.</summary>
public sealed class SessionJudgingTests
{
    private static readonly EvaluationOptions Options = new() { HeldOutShare = 0.3, Interval = 10 };
    private static readonly SessionSpecification Specification = TestSessions.Specification with { StepCount = 25, Evaluation = Options };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, InlineData(true), InlineData(false)]
    public async Task Evaluation_OnSchedule_IsMadeAtItsStepsAndDecidesWhatIsPublished(bool publishesBest)
    {
        await using SessionGround ground = await SessionGround.StartAsync();
        SessionSpecification specification = Specification with { Evaluation = Options with { PublishesBest = publishesBest } };
        await ground.Session("one").StartAsync(specification, Cancellation);
        SessionInfo ended = await ground.CompleteAsync("one");
        SessionEvent[] evaluated = await EvaluatedAsync(ground, "one");
        Assert.Equal([10L, 20L, 25L], evaluated.Select(one => one.Step));
        Assert.All(evaluated, one => Assert.InRange(one.Values["recall@1"], 0, 1));
        SessionEvent best = evaluated.MaxBy(one => one.Values["recall@1"])!;
        Assert.Contains("the best so far", best.Text, StringComparison.Ordinal);
        Assert.Equal((best.Step, true), (ended.Best!.Step, ended.Best.IsBest));
        Assert.Equal(best.Values, ended.Best.Metrics);

        ImmutableArray<CheckpointInfo> checkpoints = await ground.Session("one").GetCheckpointsAsync(Cancellation);
        Assert.All(checkpoints.Where(one => evaluated.Any(found => found.Step == one.Step)), one => Assert.Equal(evaluated.Single(found => found.Step == one.Step).Values, one.Metrics));
        long step = publishesBest ? best.Step : 25;
        ModelVersionInfo published = await ground.PublishedAsync(ended);
        Assert.Equal(step, published.Lineage.Step);
        Assert.Equal(evaluated.Single(one => one.Step == step).Values["recall@1"], published.Metrics["recall@1"]);
        TestSessions.TrainDirectly(specification, Trained(ground, specification), ground.File("direct"), stepCount: step);
        await ground.AssertWeightsAsync("direct", ended);
    }

    // Of fewer captions than ten the right one is always among the first ten: no evaluation is better than the first.
    [Fact]
    public async Task Evaluation_NoBetterOneForItsPatience_StopsEarlyAndPublishesTheFirst()
    {
        await using SessionGround ground = await SessionGround.StartAsync();
        SessionSpecification specification = Specification with { Evaluation = new EvaluationOptions { HeldOutShare = 0.12, Interval = 5, Metric = "recall@10", Patience = 2 } };
        TrainingPair[] held = [.. ground.Pairs.Except(Trained(ground, specification))];
        Assert.InRange(held.Sum(pair => pair.Captions.Length), 2, 10);
        await ground.Session("one").StartAsync(specification, Cancellation);
        SessionInfo ended = await ground.CompleteAsync("one");
        Assert.Equal(15, ended.Step);
        SessionEvent[] evaluated = await EvaluatedAsync(ground, "one");
        Assert.Equal([5L, 10L, 15L], evaluated.Select(one => one.Step));
        Assert.EndsWith(" It stops after step 15: in 2 evaluations recall@10 has not risen above 1, reached at step 5.", evaluated[^1].Text, StringComparison.Ordinal);
        Assert.All(evaluated[..2], one => Assert.DoesNotContain("It stops", one.Text, StringComparison.Ordinal));
        Assert.Equal(5, (await ground.PublishedAsync(ended)).Lineage.Step);
        TestSessions.TrainDirectly(specification, Trained(ground, specification), ground.File("direct"), stepCount: 5);
        await ground.AssertWeightsAsync("direct", ended);
    }

    [Fact]
    public async Task EvaluateAsync_WhileItTrains_IsMadeAfterThatStep()
    {
        HoldingClock clock = new(7);
        await using SessionGround ground = await SessionGround.StartAsync(clock);
        await ground.Session("one").StartAsync(Specification, Cancellation);
        await clock.ReachedAsync(7);
        await ground.UntilAsync("one", info => info.State == SessionState.Running);
        OperationId operation = OperationId.New();
        await ground.Session("one").EvaluateAsync(operation, Cancellation);
        await ground.Session("one").EvaluateAsync(operation, Cancellation);
        clock.GoOn(7);
        await ground.CompleteAsync("one");
        SessionEvent[] evaluated = await EvaluatedAsync(ground, "one");
        Assert.Equal([7L, 10L, 20L, 25L], evaluated.Select(one => one.Step));
        Assert.Contains("recall@1", evaluated[0].Values.Keys);
        GridException ended = await Assert.ThrowsAsync<GridException>(() => ground.Session("one").EvaluateAsync(OperationId.New(), Cancellation));
        Assert.Contains("is completed and cannot be told to evaluate", ended.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EvaluateAsync_NothingToBeJudgedBy_IsRefused()
    {
        HoldingClock clock = new(3);
        await using SessionGround ground = await SessionGround.StartAsync(clock);
        await ground.Session("one").StartAsync(TestSessions.Specification, Cancellation);
        await clock.ReachedAsync(3);
        await ground.UntilAsync("one", info => info.State == SessionState.Running);
        GridException error = await Assert.ThrowsAsync<GridException>(() => ground.Session("one").EvaluateAsync(OperationId.New(), Cancellation));
        Assert.Equal((GridProblem.WrongState, "Session one has no items to be evaluated on: fork it with an Evaluation in its specification."), (error.Problem, error.Message));
        clock.GoOn(3);
        await ground.CompleteAsync("one");
    }

    private static async Task<SessionEvent[]> EvaluatedAsync(SessionGround ground, string id) =>
        [.. (await ground.EventsAsync(id)).Where(one => one.Kind == SessionEventKind.Evaluated)];

    private static IEnumerable<TrainingPair> Trained(SessionGround ground, SessionSpecification specification) =>
        ground.Pairs.Where(pair => !HeldOutSplit.IsHeldOut(specification.Seed, Convert.ToHexStringLower(SHA256.HashData(pair.Picture.Span)), specification.Evaluation!.HeldOutShare));
}
