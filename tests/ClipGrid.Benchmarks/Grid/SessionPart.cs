using System.Diagnostics;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Training;
using ClipGrid.Model.Configuration;
using ClipGrid.Model.Embedding;
using ClipGrid.Model.Network;
using ClipGrid.Model.Tokenization;
using ClipGrid.Model.Tokenization.Training;
using ClipGrid.Model.Training;

namespace ClipGrid.Benchmarks.Grid;

/// <summary>A session with a checkpoint every 50 steps beside the bare trainer on the same pairs: what it adds are metrics, pulses and checkpoints.</summary>
internal sealed class SessionPart(BenchSilo silo, TextWriter output)
{
    internal const int PictureCount = 1024;
    internal const int Side = 72;
    internal const int WarmUpSteps = 20;
    private const int StepCount = 320;

    internal static readonly SessionSpecification Specification = new()
    {
        Dataset = DatasetRef.Parse("session"),
        Publish = ModelName.Parse("session"),
        Preset = "TinyRN@64",
        VocabSize = 600,
        StepCount = StepCount,
        BatchSize = 64,
        CheckpointInterval = 50,
    };

    internal async Task RunAsync()
    {
        string folder = BenchModel.WritePictures(Path.Combine(silo.Folder, "session-pictures"), PictureCount, Side);
        await silo.IngestAsync("session", folder);
        TrainingPair[] pairs = [.. Enumerable.Range(0, PictureCount).Select(i => new TrainingPair(File.ReadAllBytes(Path.Combine(folder, $"{i}.png")), [$"number {i}"]))];

        double before = await Task.Run(() => Bare(pairs));
        double grid = await SessionAsync();
        double after = await Task.Run(() => Bare(pairs));
        // Before and after: what else the machine did in between shows in both.
        double bare = (before + after) / 2;
        output.WriteLine($"training, {Specification.Preset}, batches of {Specification.BatchSize}, a checkpoint every {Specification.CheckpointInterval} steps: bare trainer {before:F1} and {after:F1} pairs a second, session {grid:F1}, ratio {grid / bare:P1}");
    }

    // From the end of the last step of the warm-up to the end of the last step.
    private async Task<double> SessionAsync()
    {
        ISessionGrain session = silo.Grains.GetGrain<ISessionGrain>("bench");
        await session.StartAsync(Specification, default);
        List<MetricPoint> points = await session.WatchAsync(0, default).ToListAsync();
        SessionInfo ended = await session.GetAsync(default);
        return ended.State == SessionState.Completed
            ? (StepCount - WarmUpSteps) * Specification.BatchSize / (points[^1].At - points[WarmUpSteps - 1].At).TotalSeconds
            : throw new InvalidOperationException($"{ended.State}: {ended.Message}");
    }

    private static double Bare(TrainingPair[] pairs)
    {
        Vocabulary vocabulary = VocabularyTrainer.Train(pairs.SelectMany(pair => pair.Captions), new VocabularyTrainingOptions { Size = Specification.VocabSize });
        ModelDescription description = TrainingMapping.Describe(Specification);
        ClipConfig config = description.Network with { Text = description.Network.Text with { VocabSize = vocabulary.Size } };
        using ClipModel model = new(new ClipNetwork(config), new Tokenizer(vocabulary, new TokenizerOptions { ContextLength = config.Text.ContextLength }), description.Preprocess);
        ClipInitialization.Initialize(model.Network, (long)Specification.Seed);
        PictureCaptionData data = new(pairs, model.Tokenizer, model.Preprocess, TrainingMapping.Augmentation(Specification), Specification.Seed);
        using ClipTrainer trainer = new(model.Network, TrainingMapping.Training(Specification), data);
        long start = 0;
        while (!trainer.IsFinished)
        {
            if (trainer.StepCount == WarmUpSteps)
                start = Stopwatch.GetTimestamp();
            trainer.Step();
        }
        return (StepCount - WarmUpSteps) * Specification.BatchSize / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
