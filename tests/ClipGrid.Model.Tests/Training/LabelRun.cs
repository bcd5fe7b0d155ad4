using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ClipGrid.Model.Classification;
using ClipGrid.Model.Evaluation;
using ClipGrid.Model.Network;
using ClipGrid.Model.Tests.Network;
using ClipGrid.Model.Training;

namespace ClipGrid.Model.Tests.Training;

/// <summary>Short runs over labels, and what proves that two of them are the same.</summary>
internal static class LabelRun
{
    internal static TrainingSpecification Specification { get; } = TinyRun.Specification with
    {
        Objective = ObjectiveKind.Labels,
        ClassCount = 3,
        LabelSmoothing = 0.1,
        TextTower = TowerTraining.Locked,
    };

    internal static TrainingSpecification Probe { get; } = Specification with { Objective = ObjectiveKind.Probe, ImageTower = TowerTraining.Locked };

    internal static TrainingSpecification SpecificationOf(ObjectiveKind objective) => objective switch
    {
        ObjectiveKind.Labels => Specification,
        ObjectiveKind.Probe => Probe,
        _ => TinyRun.Specification,
    };

    internal static ImmutableArray<string> Classes(int count) => [.. Enumerable.Range(0, count).Select(c => $"class {c}")];

    /// <summary>Tiny data for what the run teaches.</summary>
    internal static ITrainingData Data(ClipConfig config, TrainingSpecification specification) => specification.Objective switch
    {
        ObjectiveKind.Pairs => new TinyPairs(config, TinyRun.ItemCount),
        ObjectiveKind.Probe => Clusters(TinyRun.ItemCount, config.EmbedDim, specification.ClassCount ?? 3, seed: 4),
        _ => new TinyLabels(config, TinyRun.ItemCount, specification.ClassCount ?? 3),
    };

    /// <summary>Unit vectors around a centre for each class.</summary>
    internal static LabelledEmbeddings Clusters(int count, int width, int classCount, int seed)
    {
        (EmbeddingMatrix rows, int[] labels) = ClusterRows(count, width, classCount, seed);
        return new LabelledEmbeddings(rows, labels, classCount);
    }

    internal static (EmbeddingMatrix Rows, int[] Labels) ClusterRows(int count, int width, int classCount, int seed)
    {
        Random shared = new(1), own = new(seed);
        float[] centres = [.. Enumerable.Range(0, classCount * width).Select(_ => shared.NextSingle() - 0.5f)];
        int[] labels = [.. Enumerable.Range(0, count).Select(_ => own.Next(classCount))];
        float[] rows = new float[count * width];
        for (int i = 0; i < rows.Length; i++)
            rows[i] = centres[(labels[i / width] * width) + (i % width)] + (1.4f * (own.NextSingle() - 0.5f));
        return (new EmbeddingMatrix(rows, width).ToUnitRows(), labels);
    }

    /// <summary>SHA-256 over a run's head, its running mean and its biases; nothing for a run over pairs.</summary>
    internal static string HeadOf(ClipTrainer trainer, TrainingSpecification specification)
    {
        if (specification.ClassCount is not { } classCount)
            return "";
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (ClassifierHead head in new[] { trainer.CopyHead(Classes(classCount)), trainer.CopyAverageHead(Classes(classCount)) })
        {
            hash.AppendData(MemoryMarshal.AsBytes(head.Weights.Span));
            hash.AppendData(MemoryMarshal.AsBytes(head.Biases.Span));
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>
    /// The digest of network and head at the end; with <paramref name="captureAt"/>, of a run that was continued in a fresh network
    /// from a capture at that step.
    /// </summary>
    internal static string Run(ClipConfig config, TrainingSpecification specification, int? captureAt = null, Func<TrainerCheckpoint, TrainerCheckpoint>? damage = null)
    {
        using ClipNetwork first = TinyClip.Build(config), second = TinyClip.Build(config, seed: 99);
        // Of a probe nobody stores the network: it is the one that the run began with.
        ClipNetwork other = specification.Objective == ObjectiveKind.Probe ? first : second, network = first;
        var trainer = new ClipTrainer(first, specification, Data(config, specification));
        while (!trainer.IsFinished)
        {
            trainer.Step();
            if (trainer.StepCount != captureAt)
                continue;
            TrainerCheckpoint checkpoint = trainer.Capture();
            trainer.Dispose();
            network = other;
            trainer = ClipTrainer.Resume(network, Data(config, specification), damage is null ? checkpoint : damage(checkpoint));
        }
        string head = HeadOf(trainer, specification);
        trainer.Dispose();
        return TinyRun.Digest(network) + head;
    }
}
