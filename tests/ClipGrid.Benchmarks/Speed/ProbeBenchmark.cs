using System.Diagnostics;
using System.Globalization;
using ClipGrid.Model.Evaluation;
using ClipGrid.Model.Network;
using ClipGrid.Model.Training;

namespace ClipGrid.Benchmarks.Speed;

/// <summary>A linear probe on embeddings that are there: ten passes over as many as Fashion-MNIST has.</summary>
internal static class ProbeBenchmark
{
    private const int Count = 60_000;
    private const int ClassCount = 10;
    private const int BatchSize = 1024;
    private const int StepCount = 10 * Count / BatchSize;

    internal static void Run(TextWriter output)
    {
        foreach (int width in new[] { 64, 512 })
        {
            using var network = new ClipNetwork(ClipPresets.Get("Micro/4@28") with { EmbedDim = width });
            ClipInitialization.Initialize(network, 1);
            var random = new Random(1);
            float[] values = new float[Count * width];
            for (int i = 0; i < values.Length; i++)
                values[i] = random.NextSingle() - 0.5f;
            var data = new LabelledEmbeddings(
                new EmbeddingMatrix(values, width).ToUnitRows(), [.. Enumerable.Range(0, Count).Select(_ => random.Next(ClassCount))], ClassCount);
            long start = Stopwatch.GetTimestamp();
            using var trainer = new ClipTrainer(network, Specification, data);
            while (!trainer.IsFinished)
                trainer.Step();
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  linear probe, {Count} embeddings of {width}, {StepCount} steps of {BatchSize}: {Stopwatch.GetElapsedTime(start).TotalSeconds:f1} s"));
        }
    }

    private static TrainingSpecification Specification => new()
    {
        Seed = 1,
        BatchSize = BatchSize,
        Schedule = new CosineSchedule { BaseRate = 0.1, TotalSteps = StepCount },
        Objective = ObjectiveKind.Probe,
        ClassCount = ClassCount,
        ImageTower = TowerTraining.Locked,
        TextTower = TowerTraining.Locked,
    };
}
