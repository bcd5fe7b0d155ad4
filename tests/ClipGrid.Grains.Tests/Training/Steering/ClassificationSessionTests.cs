using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Model.Classification;
using Xunit;

namespace ClipGrid.Grains.Tests.Training.Steering;

/// <summary>Sessions that learn labels, through the grain.</summary>
public sealed class ClassificationSessionTests
{
    private static readonly string[] Classes = ["blue", "green", "red", "yellow"];

    private static readonly SessionSpecification FromNothing = TestSessions.Specification with
    {
        Task = TrainingTask.Classification,
        Classification = new ClassificationOptions { Method = ClassificationMethod.FineTuning },
        Publish = ModelName.Parse("colors"),
        StepCount = 20,
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FineTuning_FromNothing_PublishesAClassifier()
    {
        await using SessionGround ground = await SessionGround.StartAsync(isLabelled: true);
        await ground.Session("one").StartAsync(FromNothing, Cancellation);
        await AssertClassifierAsync(ground, await ground.CompleteAsync("one"));
        MetricPoint[] metrics = [.. await ground.Session("one").GetMetricsAsync(0, 5000, Cancellation)];
        Assert.Equal(20, metrics.Length);
        Assert.All(metrics, point => Assert.InRange(point.BatchAccuracy, 0, 1));
    }

    [Theory, InlineData(ClassificationMethod.LinearProbe), InlineData(ClassificationMethod.FineTuning)]
    [Trait("Check", "F3")]
    public async Task FromABase_SiloEndsInTheMiddle_GivesTheModelOfTheUndisturbedRun(ClassificationMethod method)
    {
        await using SessionGround ground = await SessionGround.StartAsync(isLabelled: true);
        SessionSpecification specification = await FromABaseAsync(ground, method);
        await ground.Session("whole").StartAsync(specification, Cancellation);
        SessionInfo whole = await ground.CompleteAsync("whole");
        await AssertClassifierAsync(ground, whole);
        Assert.Equal([(await ground.Grid.Model("tiny").ResolveAsync(null, Cancellation)).Id], (await ground.PublishedAsync(whole)).Lineage.Parents);

        HoldingClock clock = new(11);
        await ground.RestartAsync(clock);
        await ground.Session("stopped").StartAsync(specification, Cancellation);
        await clock.ReachedAsync(11);
        Task stopped = ground.Grid.StopAsync();
        clock.GoOn(11);
        await stopped;
        await ground.RestartAsync();
        SessionInfo ended = await ground.CompleteAsync("stopped");
        Assert.Equal(whole.Published!.Value.Digest, ended.Published!.Value.Digest);
        Assert.Equal(await LossesAsync(ground, "whole"), await LossesAsync(ground, "stopped"));
    }

    [Fact]
    public async Task Mixtures_FromABase_PublishesTheBestOfTheSweep()
    {
        await using SessionGround ground = await SessionGround.StartAsync(isLabelled: true);
        SessionSpecification specification = await FromABaseAsync(ground, ClassificationMethod.FineTuning) with
        {
            Classification = new ClassificationOptions { Method = ClassificationMethod.FineTuning, Mixtures = [0, 0.5, 1] },
            Evaluation = new EvaluationOptions { HeldOutShare = 0.3, Interval = 10 },
        };
        await ground.Session("mixed").StartAsync(specification, Cancellation);
        SessionInfo ended = await ground.CompleteAsync("mixed");
        await AssertClassifierAsync(ground, ended);
        SessionEvent[] judged = [.. (await ground.EventsAsync("mixed")).Where(told => told.Kind == SessionEventKind.Evaluated)];
        // The schedule's two, then the two mixtures that are not the fine-tuned model itself.
        Assert.Equal([10L, 20L, ended.Best!.Step, ended.Best.Step], judged.Select(told => told.Step));
        ModelVersionInfo published = await ground.PublishedAsync(ended);
        Assert.Equal(judged[2..].Select(told => told.Values["accuracy"]).Append(ended.Best.Metrics["accuracy"]).Max(), published.Metrics["accuracy"]);
        Assert.Contains(published.Metrics["share of the fine-tuned weights"], new[] { 0, 0.5, 1 });
    }

    private static async Task<SessionSpecification> FromABaseAsync(SessionGround ground, ClassificationMethod method)
    {
        await ground.Session("base").StartAsync(TestSessions.Specification with { StepCount = 5 }, Cancellation);
        await ground.CompleteAsync("base");
        return FromNothing with { Architecture = null, Base = ModelRef.Parse("tiny"), Classification = new ClassificationOptions { Method = method } };
    }

    private static async Task AssertClassifierAsync(SessionGround ground, SessionInfo ended)
    {
        Assert.Equal(Classes, (await ground.PublishedAsync(ended)).Classes);
        string folder = await ground.Grid.Models.GetFolderAsync(ended.Published!.Value, Cancellation);
        Assert.True(File.Exists(Path.Combine(folder, "classifier.safetensors")));
        Assert.Equal(Classes, ClassifierHead.Find(folder)!.Classes);
    }

    private static async Task<double[]> LossesAsync(SessionGround ground, string id) =>
        [.. (await ground.Session(id).GetMetricsAsync(0, 5000, Cancellation)).Select(point => point.Loss)];
}
