using ClipGrid.Model.Network;
using ClipGrid.Model.Tests.Network;
using ClipGrid.Model.Training;
using ClipGrid.Model.Weights;
using Xunit;
using static TorchSharp.torch;

namespace ClipGrid.Model.Tests.Training;

public sealed class ClipTrainerTests
{
    [Fact]
    public void Step_OverAFewPairs_LearnsThem()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        using var trainer = new ClipTrainer(network, Specification(60) with { EmaDecay = null }, Pairs(TinyClip.Vit));
        double first = trainer.Step().Scalars!.Loss, last = double.NaN;
        while (!trainer.IsFinished)
            last = trainer.Step().Scalars!.Loss;
        Assert.True(last < first / 2, $"The loss went from {first} to {last}.");
        Assert.Throws<InvalidOperationException>(() => trainer.Step());
    }

    [Fact]
    public void Step_TwoRuns_AreTheSameBitForBit() => Assert.Equal(Run(TinyClip.Vit, TinyRun.Specification), Run(TinyClip.Vit, TinyRun.Specification));

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(11)]
    public void Resume_AtAnyStep_EndsWithTheSameWeights(int step)
    {
        foreach (ClipConfig config in new[] { TinyClip.Vit, TinyClip.ResNet })
            Assert.Equal(Run(config, TinyRun.Specification), Run(config, TinyRun.Specification, captureAt: step));
    }

    [Fact]
    public void Resume_WithoutMoments_EndsElsewhere()
    {
        // The negative control: if forgetting the optimiser's state went unnoticed, the test above would say nothing.
        string broken = Run(TinyClip.Vit, TinyRun.Specification, captureAt: 4, checkpoint => new TrainerCheckpoint(
            checkpoint.State,
            checkpoint.Weights,
            checkpoint.Moments.ToDictionary(m => m.Key, m => WeightTensor.FromBytes(m.Value.Type, m.Value.Shape, new byte[m.Value.ByteCount])),
            checkpoint.Averages));
        Assert.NotEqual(Run(TinyClip.Vit, TinyRun.Specification), broken);
    }

    [Fact]
    public void Resume_OnAnotherThreadCount_IsRefusedOrRecorded()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        TrainerCheckpoint checkpoint = CheckpointAt(network, 2);
        var elsewhere = new TrainerCheckpoint(
            checkpoint.State with { Environment = checkpoint.State.Environment with { ThreadCount = 63 } },
            checkpoint.Weights, checkpoint.Moments, checkpoint.Averages);
        var refused = Assert.Throws<InexactResumeException>(() => ClipTrainer.Resume(network, Pairs(TinyClip.Vit), elsewhere));
        Assert.Contains("63", refused.Message, StringComparison.Ordinal);
        using var trainer = ClipTrainer.Resume(network, Pairs(TinyClip.Vit), elsewhere, allowInexact: true);
        trainer.Step();
        Assert.Contains("63", Assert.Single(trainer.Inexactness), StringComparison.Ordinal);
        Assert.Equal(trainer.Inexactness, trainer.Capture().State.Inexactness);
    }

    [Fact]
    public void Resume_ForeignCheckpoint_SaysWhatDoesNotFit()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit), other = TinyClip.Build(TinyClip.Vit with { EmbedDim = 16 });
        TrainerCheckpoint checkpoint = CheckpointAt(network, 1);
        var error = Assert.Throws<CheckpointException>(() => ClipTrainer.Resume(other, Pairs(TinyClip.Vit), checkpoint));
        Assert.Contains("visual.proj", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<CheckpointException>(() => ClipTrainer.Resume(network, new TinyPairs(TinyClip.Vit, 23), checkpoint));
        Assert.Contains("23", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resume_RestoresTorchsGenerator()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        TrainerCheckpoint checkpoint = CheckpointAt(network, 1);
        using Tensor expected = rand(3);
        using var trainer = ClipTrainer.Resume(network, Pairs(TinyClip.Vit), checkpoint);
        using Tensor again = rand(3);
        Assert.Equal(expected.Values(), again.Values());
    }

    [Fact]
    public void Step_NotANumber_ThrowsAndKeepsTheWeights()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        using var trainer = new ClipTrainer(network, TinyRun.Specification, new PoisonedPairs());
        trainer.Step();
        string before = TinyRun.Digest(network);
        var error = Assert.Throws<TrainingDivergedException>(() => trainer.Step());
        Assert.Equal(1, error.Step);
        Assert.Equal(before, TinyRun.Digest(network));
    }

    [Fact]
    public void Step_DataThatThrows_ThrowsItHere()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        using var trainer = new ClipTrainer(network, TinyRun.Specification, new BrokenPairs());
        Assert.Equal("shard 3 is gone", Assert.Throws<IOException>(() => trainer.Step()).Message);
    }

    [Fact]
    public void Step_DataOfAnotherNetwork_SaysWhatDoesNotFit()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        ClipConfig longer = TinyClip.Vit with { Text = TinyClip.Vit.Text with { ContextLength = 12 } };
        using var trainer = new ClipTrainer(network, TinyRun.Specification, Pairs(longer));
        Assert.Contains("11 tokens", Assert.Throws<ArgumentException>(() => trainer.Step()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CopyAverageTo_AfterSteps_IsTheRunningMean()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit), average = TinyClip.Build(TinyClip.Vit);
        using var trainer = new ClipTrainer(network, TinyRun.Specification, Pairs(TinyClip.Vit));
        double[] mean = Projection(network);
        for (int step = 0; step < 3; step++)
        {
            trainer.Step();
            mean = [.. mean.Zip(Projection(network), (m, w) => (0.9 * m) + (0.1 * w))];
        }
        trainer.CopyAverageTo(average);
        TorchTensors.Close([.. mean.Select(m => (float)m)], [.. Projection(average).Select(w => (float)w)], 1e-6, "mean");
    }

    [Fact]
    public void Step_InBFloat16_FollowsFloat32AndKeepsFloat32Weights()
    {
        double[] wide = Losses(TinyRun.Specification with { Precision = Precision.Float32 });
        double[] narrow = Losses(TinyRun.Specification with { Precision = Precision.BFloat16 });
        Assert.NotEqual(wide, narrow);
        for (int i = 0; i < wide.Length; i++)
            Assert.Equal(wide[i], narrow[i], 0.05 * Math.Max(1, wide[i]));
        Assert.Equal(
            Run(TinyClip.Vit, TinyRun.Specification with { Precision = Precision.BFloat16 }),
            Run(TinyClip.Vit, TinyRun.Specification with { Precision = Precision.BFloat16 }, captureAt: 3));

        static double[] Losses(TrainingSpecification specification)
        {
            using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
            using var trainer = new ClipTrainer(network, specification, Pairs(TinyClip.Vit));
            double[] losses = [.. Enumerable.Range(0, 8).Select(_ => trainer.Step().Scalars!.Loss)];
            Assert.All(network.State(), part => Assert.Equal(ScalarType.Float32, part.Value.dtype));
            return losses;
        }
    }

    private static TrainingSpecification Specification(int steps) =>
        TinyRun.Specification with { Schedule = new ConstantSchedule { BaseRate = 3e-3, TotalSteps = steps } };

    private static TinyPairs Pairs(ClipConfig config) => new(config, TinyRun.ItemCount);

    private static double[] Projection(ClipNetwork network) =>
        [.. network.State().Single(part => part.Name == "visual.proj").Value.Values().Select(w => (double)w)];

    private static TrainerCheckpoint CheckpointAt(ClipNetwork network, int step)
    {
        using var trainer = new ClipTrainer(network, TinyRun.Specification, Pairs(network.Config));
        for (int i = 0; i < step; i++)
            trainer.Step();
        return trainer.Capture();
    }

    // The digest at the end; with captureAt, of a run that was continued in a fresh network from a capture at that step.
    private static string Run(ClipConfig config, TrainingSpecification specification, int? captureAt = null, Func<TrainerCheckpoint, TrainerCheckpoint>? damage = null)
    {
        using ClipNetwork first = TinyClip.Build(config), second = TinyClip.Build(config, seed: 99);
        var trainer = new ClipTrainer(first, specification, Pairs(config));
        ClipNetwork network = first;
        while (!trainer.IsFinished)
        {
            trainer.Step();
            if (trainer.StepCount != captureAt)
                continue;
            TrainerCheckpoint checkpoint = trainer.Capture();
            trainer.Dispose();
            network = second;
            trainer = ClipTrainer.Resume(network, Pairs(config), damage is null ? checkpoint : damage(checkpoint));
        }
        trainer.Dispose();
        return TinyRun.Digest(network);
    }

    private sealed class PoisonedPairs : ITrainingData
    {
        private readonly TinyPairs _pairs = Pairs(TinyClip.Vit);
        private int _loads;

        public int Count => _pairs.Count;

        public TrainingBatch Load(ReadOnlyMemory<int> items, long epoch)
        {
            TrainingBatch batch = _pairs.Load(items, epoch);
            return _loads++ == 0 ? batch : batch with { Pixels = batch.Pixels.ToArray().Select(_ => float.NaN).ToArray() };
        }
    }

    private sealed class BrokenPairs : ITrainingData
    {
        public int Count => TinyRun.ItemCount;

        public TrainingBatch Load(ReadOnlyMemory<int> items, long epoch) => throw new IOException("shard 3 is gone");
    }
}
