using ClipGrid.Model.Classification;
using ClipGrid.Model.Evaluation;
using ClipGrid.Model.Network;
using ClipGrid.Model.Tests.Network;
using ClipGrid.Model.Training;
using Xunit;
using static TorchSharp.torch;

namespace ClipGrid.Model.Tests.Training;

/// <summary>Labels are learned, and hold on items that no step has seen.</summary>
public sealed class LabelLearningTests
{
    private const int ClassCount = 5;

    [Fact]
    public void Labels_SmallSet_AreLearnedAndGeneralise()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        var specification = new TrainingSpecification
        {
            Seed = 1,
            BatchSize = 32,
            Schedule = new CosineSchedule { BaseRate = 3e-3, WarmupSteps = 5, TotalSteps = 60 },
            Objective = ObjectiveKind.Labels,
            ClassCount = ClassCount,
            TextTower = TowerTraining.Locked,
            GradientClipNorm = 1,
        };
        var held = new TinyLabels(TinyClip.Vit, 200, ClassCount, noiseSeed: 77);
        using var trainer = new ClipTrainer(network, specification, new TinyLabels(TinyClip.Vit, 320, ClassCount));
        double before = Accuracy(trainer.CopyHead(LabelRun.Classes(ClassCount)), Embeddings(network, held), held.Labels);
        double seen = 0;
        while (!trainer.IsFinished)
            seen = trainer.Step().Scalars!.BatchAccuracy;
        double after = Accuracy(trainer.CopyHead(LabelRun.Classes(ClassCount)), Embeddings(network, held), held.Labels);
        Assert.True(before < 0.4, $"{before:f3} before the first step: the set is too easy to prove anything.");
        Assert.True(seen > 0.95, $"{seen:f3} of the last batch are right.");
        Assert.True(after > 0.95, $"{after:f3} of the held-out pictures are right, {before:f3} before.");
    }

    [Fact]
    public void Probe_SmallSet_IsLearnedAndGeneralises()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        var specification = new TrainingSpecification
        {
            Seed = 1,
            BatchSize = 64,
            Schedule = new CosineSchedule { BaseRate = 0.1, TotalSteps = 100 },
            Objective = ObjectiveKind.Probe,
            ClassCount = ClassCount,
            ImageTower = TowerTraining.Locked,
            TextTower = TowerTraining.Locked,
        };
        (EmbeddingMatrix rows, int[] labels) = LabelRun.ClusterRows(500, TinyClip.Vit.EmbedDim, ClassCount, seed: 21);
        string before = TinyRun.Digest(network);
        using var trainer = new ClipTrainer(network, specification, LabelRun.Clusters(500, TinyClip.Vit.EmbedDim, ClassCount, seed: 20));
        while (!trainer.IsFinished)
            trainer.Step();
        double after = Accuracy(trainer.CopyHead(LabelRun.Classes(ClassCount)), rows, labels);
        Assert.True(after > 0.95, $"{after:f3} of the held-out embeddings are right.");
        Assert.Equal(before, TinyRun.Digest(network));
    }

    // What the two above rest on: labels that say nothing are not learned.
    [Fact]
    public void Probe_LabelsAtRandom_LearnsNothing()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        (EmbeddingMatrix rows, int[] labels) = LabelRun.ClusterRows(500, TinyClip.Vit.EmbedDim, ClassCount, seed: 20);
        var random = new Random(2);
        int[] shuffled = [.. labels.Select(_ => random.Next(ClassCount))];
        TrainingSpecification specification = LabelRun.Probe with { ClassCount = ClassCount, BatchSize = 64, Schedule = new ConstantSchedule { BaseRate = 0.1, TotalSteps = 100 } };
        using var trainer = new ClipTrainer(network, specification, new LabelledEmbeddings(rows, shuffled, ClassCount));
        while (!trainer.IsFinished)
            trainer.Step();
        Assert.True(Accuracy(trainer.CopyHead(LabelRun.Classes(ClassCount)), rows, labels) < 0.6);
    }

    private static double Accuracy(ClassifierHead head, EmbeddingMatrix rows, int[] labels) =>
        (double)Enumerable.Range(0, rows.RowCount).Count(row => head.Logits(rows.Row(row)) is { } logits && Array.IndexOf(logits, logits.Max()) == labels[row]) / rows.RowCount;

    private static EmbeddingMatrix Embeddings(ClipNetwork network, TinyLabels data)
    {
        using var frozen = no_grad();
        using Tensor rows = network.EncodeUnitImages(data.Load(Enumerable.Range(0, data.Count).ToArray(), 0).Pixels.Span);
        return new EmbeddingMatrix(rows.Values(), network.Config.EmbedDim);
    }
}
