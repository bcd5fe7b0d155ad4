using System.Text.Json.Nodes;
using ClipGrid.Model.Network;
using ClipGrid.Model.Tests.Network;
using ClipGrid.Model.Training;
using Xunit;

namespace ClipGrid.Model.Tests.Training;

public sealed class RateFactorTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("clipgrid-rate-");

    [Fact]
    public void RateFactor_Half_IsTheRunAtHalfTheRate()
    {
        TrainingSpecification slow = TinyRun.Specification with { Schedule = TinyRun.Specification.Schedule with { BaseRate = TinyRun.Specification.Schedule.BaseRate / 2 } };
        string expected = Run(slow, _ => { });
        Assert.Equal(expected, Run(TinyRun.Specification, trainer => trainer.RateFactor = 0.5));
        Assert.NotEqual(expected, Run(TinyRun.Specification, _ => { }));
    }

    [Fact]
    public void Step_AfterAChange_SaysTheRateThatItUsed()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        using var trainer = new ClipTrainer(network, TinyRun.Specification, Pairs());
        Assert.Equal(TinyRun.Specification.Schedule.At(0), trainer.Step().LearningRate);
        trainer.RateFactor = 3;
        Assert.Equal(3 * TinyRun.Specification.Schedule.At(1), trainer.Step().LearningRate);
    }

    [Fact]
    [Trait("Check", "F1")]
    public void Resume_AfterAChange_EndsWithTheSameWeights()
    {
        string undisturbed = Run(TinyRun.Specification, ChangeAtStep4);
        Assert.Equal(undisturbed, Run(TinyRun.Specification, ChangeAtStep4, resumeAt: 7));
        // The negative control: a checkpoint that forgets the factor.
        Assert.NotEqual(undisturbed, Run(TinyRun.Specification, ChangeAtStep4, resumeAt: 7, manifest => manifest["State"]!.AsObject().Remove("RateFactor")));

        static void ChangeAtStep4(ClipTrainer trainer)
        {
            if (trainer.StepCount == 4)
                trainer.RateFactor = 0.3;
        }
    }

    [Fact]
    public void Load_CheckpointFromBefore_MeansOne()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        TrainerCheckpoint old = Stored(network, trainer => trainer.RateFactor = 2, manifest =>
        {
            manifest["State"]!.AsObject().Remove("RateFactor");
            manifest["State"]!.AsObject().Remove("Watch");
        });
        using ClipTrainer trainer = ClipTrainer.Resume(network, Pairs(), old);
        Assert.Equal(1, trainer.RateFactor);
        Assert.Equal(TinyRun.Specification.Schedule.At(1), trainer.Step().LearningRate);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(100.1)]
    [InlineData(double.NaN)]
    public void RateFactor_OutOfRange_IsRefused(double factor)
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        using var trainer = new ClipTrainer(network, TinyRun.Specification, Pairs());
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.RateFactor = factor);
        Assert.Equal(1, trainer.RateFactor);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static TinyPairs Pairs() => new(TinyClip.Vit, TinyRun.ItemCount);

    // The digest at the end of a run that is steered before each step and, if asked, goes on from a file in a fresh network.
    private string Run(TrainingSpecification specification, Action<ClipTrainer> steer, int? resumeAt = null, Action<JsonNode>? edit = null)
    {
        using ClipNetwork first = TinyClip.Build(TinyClip.Vit), second = TinyClip.Build(TinyClip.Vit, seed: 99);
        ClipNetwork network = first;
        var trainer = new ClipTrainer(first, specification, Pairs());
        while (!trainer.IsFinished)
        {
            steer(trainer);
            trainer.Step();
            if (trainer.StepCount != resumeAt)
                continue;
            TrainerCheckpoint checkpoint = Reload(trainer.Capture(), edit);
            trainer.Dispose();
            network = second;
            trainer = ClipTrainer.Resume(network, Pairs(), checkpoint);
        }
        trainer.Dispose();
        return TinyRun.Digest(network);
    }

    private TrainerCheckpoint Stored(ClipNetwork network, Action<ClipTrainer> steer, Action<JsonNode> edit)
    {
        using var trainer = new ClipTrainer(network, TinyRun.Specification, Pairs());
        steer(trainer);
        trainer.Step();
        return Reload(trainer.Capture(), edit);
    }

    private TrainerCheckpoint Reload(TrainerCheckpoint checkpoint, Action<JsonNode>? edit)
    {
        string folder = Path.Combine(_folder.FullName, Guid.NewGuid().ToString("N"));
        checkpoint.Save(folder);
        string manifest = Path.Combine(folder, "trainer.json");
        JsonNode content = JsonNode.Parse(File.ReadAllText(manifest))!;
        edit?.Invoke(content);
        File.WriteAllText(manifest, content.ToJsonString());
        return TrainerCheckpoint.Load(folder);
    }
}
