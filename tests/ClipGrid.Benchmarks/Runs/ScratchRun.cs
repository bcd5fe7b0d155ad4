using System.Diagnostics;
using System.Globalization;
using ClipGrid.Model.Embedding;
using ClipGrid.Model.Network;
using ClipGrid.Model.Pictures;
using ClipGrid.Model.Pictures.Augmentation;
using ClipGrid.Model.Tokenization;
using ClipGrid.Model.Tokenization.Training;
using ClipGrid.Model.Training;
using static TorchSharp.torch;

namespace ClipGrid.Benchmarks.Runs;

/// <summary>Trains a small CLIP from scratch, vocabulary included, with a line of progress every few seconds.</summary>
internal sealed class ScratchRun(TextWriter output)
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(15);

    /// <summary>The trained model; the run's mean weights if it keeps any.</summary>
    internal ClipModel Train(IReadOnlyList<TrainingPair> pairs, ClipConfig config, TrainingAugmentation augmentation, TrainingSpecification specification)
    {
        set_num_threads(Environment.ProcessorCount);
        Vocabulary vocabulary = VocabularyTrainer.Train(
            pairs.SelectMany(pair => pair.Captions), new VocabularyTrainingOptions { Size = config.Text.VocabSize });
        config = config with { Text = config.Text with { VocabSize = vocabulary.Size } };
        var tokenizer = new Tokenizer(vocabulary, new TokenizerOptions { ContextLength = config.Text.ContextLength });
        var preprocess = new PreprocessConfig { Size = config.Vision.ImageSize };
        var data = new PictureCaptionData(pairs, tokenizer, preprocess, augmentation, specification.Seed);
        var network = new ClipNetwork(config);
        ClipInitialization.Initialize(network, (long)specification.Seed);
        using var trainer = new ClipTrainer(network, specification, data);
        Run(trainer, specification);
        if (specification.EmaDecay is not null)
            trainer.CopyAverageTo(network);
        output.WriteLine($"{data.TruncatedCount} captions were cut to {config.Text.ContextLength} tokens.");
        return new ClipModel(network, tokenizer, preprocess);
    }

    /// <summary>All steps, with a line of progress every few seconds.</summary>
    internal void Run(ClipTrainer trainer, TrainingSpecification specification)
    {
        long start = Stopwatch.GetTimestamp(), lastLine = start;
        while (!trainer.IsFinished)
        {
            StepResult step = trainer.Step();
            if (Stopwatch.GetElapsedTime(lastLine) < BetweenLines && !trainer.IsFinished)
                continue;
            lastLine = Stopwatch.GetTimestamp();
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"step {step.Step + 1}/{specification.Schedule.TotalSteps}  epoch {step.Epoch}  loss {step.Scalars!.Loss:f3}  right {step.Scalars.BatchAccuracy:f3}  scale {step.Scalars.LogitScale:f1}  {step.SamplesSeen / seconds:f0} items/s  {seconds:f0} s"));
        }
    }
}
