using System.Collections.Immutable;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Training.Evaluation;
using Xunit;

namespace ClipGrid.Grains.Tests.Training.Evaluation;

public sealed class BestTrackerTests
{
    [Fact]
    public void Add_Rising_TheLastIsBestAndNothingStops()
    {
        BestTracker tracker = Track(2, (10, 0.1), (20, 0.2), (30, 0.3));
        Assert.Equal((30L, null), (tracker.Best!.Step, tracker.StopReason));
    }

    [Fact]
    public void Add_Equal_TheEarlierStays()
    {
        BestTracker tracker = Track(null, (10, 0.2));
        Assert.False(tracker.Add(At(20, 0.2)));
        Assert.Equal(10, tracker.Best!.Step);
        Assert.True(tracker.Add(At(30, 0.25)));
    }

    [Fact]
    public void StopReason_PatienceIsOver_SaysWhy()
    {
        BestTracker tracker = Track(2, (10, 0.1), (20, 0.5), (30, 0.5));
        Assert.Null(tracker.StopReason);
        tracker.Add(At(40, 0.4));
        Assert.Equal("It stops after step 40: in 2 evaluations recall@1 has not risen above 0.5, reached at step 20.", tracker.StopReason);
        Assert.Equal(20, tracker.Best!.Step);
        Assert.Null(Track(null, (10, 0.5), (20, 0.4), (30, 0.4), (40, 0.4)).StopReason);
    }

    [Fact]
    public void Constructor_SameEvaluations_SaysTheSame()
    {
        (long, double)[] past = [(10, 0.3), (20, 0.1), (30, 0.6), (40, 0.6), (50, 0.2), (60, 0.1)];
        for (int known = 0; known <= past.Length; known++)
        {
            BestTracker tracker = Track(3, past[..known]);
            foreach ((long step, double value) in past[known..])
                tracker.Add(At(step, value));
            Assert.Equal((30L, Track(3, past).StopReason), (tracker.Best!.Step, tracker.StopReason));
        }
    }

    [Fact]
    public void Add_EarlierStep_ForgetsWhatCameAfterIt()
    {
        BestTracker tracker = Track(2, (10, 0.3), (20, 0.9), (30, 0.8));
        Assert.False(tracker.Add(At(20, 0.2)));
        Assert.Equal((10L, null), (tracker.Best!.Step, tracker.StopReason));
        tracker.Add(At(30, 0.2));
        Assert.NotNull(tracker.StopReason);
    }

    [Fact]
    public void Add_NoNumberOrNoValue_IsNeverBest()
    {
        BestTracker tracker = Track(1, (10, double.NaN));
        Assert.Null(tracker.Best);
        tracker.Add(new EvaluatedStep(20, ImmutableSortedDictionary<string, double>.Empty));
        Assert.Null(tracker.Best);
        Assert.True(tracker.Add(At(30, 0)));
    }

    [Fact]
    public void Metric_Named_Decides()
    {
        BestTracker tracker = new("accuracy@5", new EvaluationOptions { Metric = "accuracy@5" }, [
            new EvaluatedStep(1, ImmutableSortedDictionary<string, double>.Empty.Add("accuracy", 0.9).Add("accuracy@5", 0.9)),
            new EvaluatedStep(2, ImmutableSortedDictionary<string, double>.Empty.Add("accuracy", 0.1).Add("accuracy@5", 0.95)),
        ]);
        Assert.Equal(2, tracker.Best!.Step);
        Assert.Equal("accuracy", EvaluationMetrics.Deciding(TrainingTask.Classification, new EvaluationOptions(), isZeroShot: false));
        Assert.Equal("recall@1", EvaluationMetrics.Deciding(TrainingTask.Contrastive, new EvaluationOptions(), isZeroShot: false));
        Assert.Equal("zero-shot accuracy", EvaluationMetrics.Deciding(TrainingTask.Contrastive, new EvaluationOptions(), isZeroShot: true));
        Assert.Equal("recall@5", EvaluationMetrics.Deciding(TrainingTask.Contrastive, new EvaluationOptions { Metric = "recall@5" }, isZeroShot: true));
    }

    private static BestTracker Track(int? patience, params (long Step, double Value)[] past) =>
        new("recall@1", new EvaluationOptions { Patience = patience }, past.Select(one => At(one.Step, one.Value)));

    private static EvaluatedStep At(long step, double value) => new(step, ImmutableSortedDictionary<string, double>.Empty.Add("recall@1", value));
}
