using ClipGrid.Model.Network;
using ClipGrid.Model.Tests.Network;
using ClipGrid.Model.Training;
using ClipGrid.Model.Weights;
using Xunit;

namespace ClipGrid.Model.Tests.Training;

public sealed class ForkTests
{
    private const int ForkStep = 5;

    private static readonly TrainingSpecification Old = TinyRun.Specification with { Schedule = new ConstantSchedule { BaseRate = 2e-3, TotalSteps = 12 } };

    public static TheoryData<string> Changes => [.. Specifications.Keys];

    private static Dictionary<string, TrainingSpecification> Specifications { get; } = new()
    {
        ["rate"] = Old with { Schedule = new CosineSchedule { BaseRate = 1e-3, TotalSteps = 12 } },
        ["length"] = Old with { Schedule = new ConstantSchedule { BaseRate = 2e-3, TotalSteps = 15 } },
        ["batch"] = Old with { BatchSize = 7, MicroBatchSize = 3 },
        ["decay"] = Old with { Optimizer = new AdamWOptions { WeightDecay = 0, Beta2 = 0.9 } },
        ["seed"] = Old with { Seed = 77 },
        ["locked"] = Old with { ImageTower = TowerTraining.Locked },
        ["no mean"] = Old with { EmaDecay = null, GradientClipNorm = 0.1 },
        ["updates"] = Old with { Lora = new LoraSpecification { Rank = 3 } },
    };

    [Fact]
    public void Fork_SameSpecification_IsTheRunItself()
    {
        TrainerCheckpoint checkpoint = Checkpoint(Old);
        using ClipNetwork forked = TinyClip.Build(TinyClip.Vit, seed: 20), resumed = TinyClip.Build(TinyClip.Vit, seed: 21);
        Finish(ClipTrainer.Fork(forked, Pairs(), checkpoint, Old));
        Finish(ClipTrainer.Resume(resumed, Pairs(), checkpoint));
        Assert.Equal(TinyRun.Digest(resumed), TinyRun.Digest(forked));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    [Trait("Check", "F1")]
    public void Resume_OfAFork_EndsWithTheSameWeights(string change)
    {
        TrainerCheckpoint checkpoint = Checkpoint(Old);
        string undisturbed = ForkAndFinish(checkpoint, change, resumeAt: null), other = ForkAndFinish(checkpoint, change, resumeAt: ForkStep + 3);
        Assert.Equal(undisturbed, other);
        // It is another run than the one it left, and it did not begin with nothing.
        Assert.NotEqual(Digest(Checkpoint(Old, step: 12)), undisturbed);
    }

    [Fact]
    public void Fork_CountsOnFromTheCheckpoint()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        using ClipTrainer fork = ClipTrainer.Fork(network, Pairs(), Checkpoint(Old, trainer => trainer.RateFactor = 0.5), Specifications["rate"]);
        Assert.Equal(1, fork.RateFactor);
        StepResult step = fork.Step();
        Assert.Equal(ForkStep, step.Step);
        Assert.Equal((ForkStep + 1) * Old.BatchSize, step.SamplesSeen);
        Assert.Equal(Specifications["rate"].Schedule.At(ForkStep), step.LearningRate);
        Assert.Equal(1, fork.Capture().State.Watch.LossCount);
    }

    // 22 items in batches of 6 are 3 steps an epoch: after 5 steps the second epoch is under way, after 6 the third begins.
    [Theory]
    [InlineData("rate", 5, 1, 12)]
    [InlineData("seed", 5, 2, 0)]
    [InlineData("batch", 5, 2, 0)]
    [InlineData("batch", 6, 2, 0)]
    public void Fork_DataCursor_GoesOnOrBeginsAnEpoch(string change, int step, long epoch, int position)
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        using ClipTrainer fork = ClipTrainer.Fork(network, Pairs(), Checkpoint(Old, step: step), Specifications[change]);
        Assert.Equal(new DataCursor(epoch, position), fork.Capture().State.Cursor);
    }

    [Fact]
    public void Fork_OnMoreItems_BeginsAnEpoch()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        using ClipTrainer fork = ClipTrainer.Fork(network, new TinyPairs(TinyClip.Vit, 40), Checkpoint(Old), Old);
        TrainerState state = fork.Capture().State;
        Assert.Equal((new DataCursor(2, 0), 40), (state.Cursor, state.ItemCount));
    }

    [Fact]
    public void Fork_OtherLocks_KeepsDropsAndBeginsMoments()
    {
        TrainerCheckpoint textOnly = Checkpoint(Old with { ImageTower = TowerTraining.Locked });
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        using ClipTrainer fork = ClipTrainer.Fork(network, Pairs(), textOnly, Old with { TextTower = TowerTraining.Locked });
        IReadOnlyDictionary<string, WeightTensor> moments = fork.Capture().Moments;
        Assert.All(moments["first.visual.proj"].ToFloats(), moment => Assert.Equal(0, moment));
        Assert.DoesNotContain("first.text_projection", moments.Keys);
        Assert.Equal(textOnly.Moments["first.logit_scale"].ToFloats(), moments["first.logit_scale"].ToFloats());
        Assert.NotEqual(0, Assert.Single(moments["first.logit_scale"].ToFloats()));
    }

    [Fact]
    public void Fork_WithFewerStepsThanItsCheckpoint_IsRefused()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        var error = Assert.Throws<ArgumentException>(() => ClipTrainer.Fork(
            network, Pairs(), Checkpoint(Old), Old with { Schedule = new ConstantSchedule { BaseRate = 1e-3, TotalSteps = ForkStep - 1 } }));
        Assert.Contains("TotalSteps", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fork_WithAsManyStepsAsItsCheckpoint_IsThatAndFinished()
    {
        TrainerCheckpoint checkpoint = Checkpoint(Old);
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        using ClipTrainer fork = ClipTrainer.Fork(network, Pairs(), checkpoint, Old with { Schedule = new ConstantSchedule { BaseRate = 1e-3, TotalSteps = ForkStep } });

        Assert.True(fork.IsFinished);
        Assert.Equal(ForkStep, fork.StepCount);
        Assert.Equal(checkpoint.Weights.Keys.Order(), fork.Capture().Weights.Keys.Order());
    }

    [Fact]
    public void Fork_ToTheSigmoidLoss_BeginsScaleAndBias()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        network.EnsureLogitBias();
        TrainerCheckpoint checkpoint = Checkpoint(Old);
        using ClipTrainer fork = ClipTrainer.Fork(network, Pairs(), checkpoint, Old with { Loss = LossKind.Sigmoid });
        Assert.Equal(Math.Log(10), Assert.Single(network.LogitScale.Values()), 1e-6);
        Assert.Equal(-10, Assert.Single(network.LogitBias!.Values()));
        Assert.Equal(checkpoint.Weights["text_projection"].ToFloats(), network.Text.Projection.Values());
        fork.Step();
    }

    private static TinyPairs Pairs() => new(TinyClip.Vit, TinyRun.ItemCount);

    private static TrainerCheckpoint Checkpoint(TrainingSpecification specification, Action<ClipTrainer>? steer = null, int step = ForkStep)
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        using var trainer = new ClipTrainer(network, specification, Pairs());
        steer?.Invoke(trainer);
        while (trainer.StepCount < step)
            trainer.Step();
        return trainer.Capture();
    }

    private static string ForkAndFinish(TrainerCheckpoint checkpoint, string change, int? resumeAt)
    {
        using ClipNetwork first = TinyClip.Build(TinyClip.Vit, seed: 30), second = TinyClip.Build(TinyClip.Vit, seed: 31);
        ClipTrainer trainer = ClipTrainer.Fork(first, Pairs(), checkpoint, Specifications[change]);
        if (resumeAt is not { } step)
            return Finish(trainer);
        while (trainer.StepCount < step)
            trainer.Step();
        TrainerCheckpoint captured = trainer.Capture();
        trainer.Dispose();
        return Finish(ClipTrainer.Resume(second, Pairs(), captured));
    }

    private static string Finish(ClipTrainer trainer)
    {
        using (trainer)
        {
            while (!trainer.IsFinished)
                trainer.Step();
            return Digest(trainer.Capture());
        }
    }

    private static string Digest(TrainerCheckpoint checkpoint)
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit, seed: 40);
        checkpoint.CopyWeightsTo(network);
        return TinyRun.Digest(network);
    }
}
