using System.Text.Json;
using ClipGrid.Model.Network;
using ClipGrid.Model.Tests.Network;
using ClipGrid.Model.Training;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.Model.Tests.Training;

public sealed class DivergenceWatchTests
{
    private const int BatchSize = 16;
    private const int ItemCount = 200;
    private const double UsualRate = 5e-4;

    [Fact]
    public void Verdict_GoldenRuns_IsSoundAtEveryStep()
    {
        using JsonDocument runs = GoldenTensors.LoadJson("training/runs.json");
        foreach (JsonProperty run in runs.RootElement.GetProperty("runs").EnumerateObject())
            Assert.Null(FirstVerdict(run.Value.GetProperty("log").EnumerateArray().Select(step => step.GetProperty("loss").GetDouble())));
    }

    // Falling, noisy; at the plateau of a run from nothing; down to nothing; an easy first batch before hard ones.
    [Theory]
    [InlineData("falling")]
    [InlineData("plateau")]
    [InlineData("vanishing")]
    [InlineData("easy first")]
    [InlineData("one spike")]
    public void Verdict_SoundCurve_StaysSound(string shape) => Assert.Null(FirstVerdict(Enumerable.Range(0, 2000).Select(step => Curve(shape, step))));

    [Theory]
    [InlineData("climbing", 50)]
    [InlineData("collapsed", 50)]
    [InlineData("climbing late", 301)]
    public void Verdict_RunAwayCurve_ComesSoon(string shape, int from)
    {
        (int step, string verdict) = FirstVerdict(Enumerable.Range(0, 2000).Select(step => Curve(shape, step)))!.Value;
        Assert.InRange(step, from - 1, from + 50);
        Assert.Contains(shape == "collapsed" ? "collapsed" : "runs away", verdict, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(1, 0)]
    [InlineData(0.1, 0)]
    public void Step_UsualRate_NeverThrows(double factor, int warmupSteps)
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        using ClipTrainer trainer = Trainer(network, factor * UsualRate, warmupSteps, steps: 300);
        while (!trainer.IsFinished)
            trainer.Step();
        Assert.Null(trainer.Capture().State.Watch.Verdict);
        Assert.Equal(300, trainer.Capture().State.Watch.LossCount);
    }

    [Theory]
    [InlineData(100, 10)]
    [InlineData(100, 0)]
    [InlineData(200, 10)]
    public void Step_HundredTimesTheRate_ThrowsWithin100StepsAndKeepsTheWeights(double factor, int warmupSteps)
    {
        using ClipNetwork network = Trained();
        using ClipTrainer trainer = Trainer(network, factor * UsualRate, warmupSteps, steps: 100);
        string before = "";
        var diverged = Assert.Throws<TrainingDivergedException>(() =>
        {
            while (!trainer.IsFinished)
            {
                before = TinyRun.Digest(network);
                trainer.Step();
            }
        });
        Assert.Equal(before, TinyRun.Digest(network));
        Assert.Equal(trainer.StepCount, diverged.Step);
        var order = new DataOrder(new DataOrderOptions { Seed = TinyRun.Specification.Seed, ItemCount = ItemCount, BatchSize = BatchSize });
        Assert.Equal(order.BatchAt(order.CursorOf(diverged.Step)).Items.ToArray(), diverged.Items.ToArray());
    }

    [Fact]
    public void Resume_BeforeTheVerdict_GivesItAtTheSameStep()
    {
        using ClipNetwork network = Trained(), again = Trained();
        long? expected = StepOfVerdict(Trainer(network, 100 * UsualRate, 10, 100));
        Assert.NotNull(expected);
        using ClipTrainer first = Trainer(again, 100 * UsualRate, 10, 100);
        for (int step = 0; step < 30; step++)
            first.Step();
        TrainerCheckpoint checkpoint = first.Capture();
        Assert.Equal(expected, StepOfVerdict(ClipTrainer.Resume(again, Pairs(), checkpoint)));
        // The negative control: a checkpoint that forgets the losses does not come to that verdict.
        var forgetful = new TrainerCheckpoint(checkpoint.State with { Watch = new() }, checkpoint.Weights, checkpoint.Moments, checkpoint.Averages);
        Assert.NotEqual(expected, StepOfVerdict(ClipTrainer.Resume(again, Pairs(), forgetful)));
    }

    private static double Curve(string shape, int step)
    {
        double noise = new Random(step).NextDouble() - 0.5;
        return shape switch
        {
            "falling" => (4 * Math.Exp(-step / 150.0)) + 0.4 + (0.4 * noise),
            "plateau" => 5.545 + (step == 0 ? 0.3 : 0.004 * noise),
            "vanishing" => 2 * Math.Exp(-step / 15.0),
            "easy first" => step == 0 ? 0.01 : 1.2 + noise,
            "one spike" => step == 500 ? 9 : 0.3 + (0.3 * noise),
            "climbing" => 1 + (0.2 * step) + noise,
            "climbing late" => (step < 300 ? 0.5 : 3) + noise,
            "collapsed" => step < 3 ? 1 + noise : 2.7726 + (0.001 * noise),
            _ => throw new ArgumentOutOfRangeException(nameof(shape)),
        };
    }

    private static (int Step, string Verdict)? FirstVerdict(IEnumerable<double> losses)
    {
        var watch = new DivergenceWatch();
        int step = 0;
        foreach (double loss in losses)
        {
            watch = watch.After(loss);
            if (watch.Verdict is { } verdict)
                return (step, verdict);
            step++;
        }
        return null;
    }

    private static long? StepOfVerdict(ClipTrainer trainer)
    {
        using (trainer)
            try
            {
                while (!trainer.IsFinished)
                    trainer.Step();
                return null;
            }
            catch (TrainingDivergedException diverged)
            {
                return diverged.Step;
            }
    }

    // Knows something that it can lose.
    private static ClipNetwork Trained()
    {
        ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        using ClipTrainer trainer = Trainer(network, UsualRate, 10, steps: 150);
        while (!trainer.IsFinished)
            trainer.Step();
        return network;
    }

    private static TinyPairs Pairs() => new(TinyClip.Vit, ItemCount);

    private static ClipTrainer Trainer(ClipNetwork network, double rate, int warmupSteps, int steps) => new(
        network,
        TinyRun.Specification with { BatchSize = BatchSize, EmaDecay = null, Schedule = new ConstantSchedule { BaseRate = rate, WarmupSteps = warmupSteps, TotalSteps = steps } },
        Pairs());
}
