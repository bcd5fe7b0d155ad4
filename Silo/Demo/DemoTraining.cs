using ClipGrid.Model.Embedding;
using ClipGrid.Model.Network;
using ClipGrid.Model.Tokenization;
using ClipGrid.Model.Tokenization.Training;
using ClipGrid.Model.Training;
using ClipGrid.Silo.Demo.Scenes;

namespace ClipGrid.Silo.Demo;

/// <summary>Trains the demo's model from nothing: vocabulary, network, steps.</summary>
internal sealed class DemoTraining(DemoRecipe recipe, TimeProvider clock)
{
    /// <summary>Trains on scenes with their captions, on the calling thread; the caller disposes of the model.</summary>
    /// <exception cref="OperationCanceledException">Cancelled between two steps.</exception>
    public ClipModel Run(IReadOnlyList<CaptionedScene> scenes, IProgress<DemoProgress> progress, CancellationToken cancel)
    {
        Vocabulary vocabulary = VocabularyTrainer.Train(scenes.SelectMany(scene => scene.Captions), recipe.Vocabulary, cancellationToken: cancel);
        ClipConfig config = DemoRecipe.Network(vocabulary.Size);
        Tokenizer tokenizer = new(vocabulary, new TokenizerOptions { ContextLength = config.Text.ContextLength });
        ClipModel model = new(new ClipNetwork(config), tokenizer, recipe.Preprocess);
        try
        {
            ClipInitialization.Initialize(model.Network, (long)DemoRecipe.Seed);
            Train(model, scenes, progress, cancel);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private void Train(ClipModel model, IReadOnlyList<CaptionedScene> scenes, IProgress<DemoProgress> progress, CancellationToken cancel)
    {
        TrainingPair[] pairs = [.. scenes.Select(scene => new TrainingPair(scene.Png, scene.Captions))];
        PictureCaptionData data = new(pairs, model.Tokenizer, model.Preprocess, recipe.Augmentation, DemoRecipe.Seed);
        using ClipTrainer trainer = new(model.Network, recipe.Specification, data);
        long start = clock.GetTimestamp();
        while (!trainer.IsFinished)
        {
            cancel.ThrowIfCancellationRequested();
            StepResult step = trainer.Step();
            TimeSpan taken = clock.GetElapsedTime(start);
            long total = recipe.Specification.Schedule.TotalSteps;
            progress.Report(new DemoProgress
            {
                StepCount = trainer.StepCount,
                TotalSteps = total,
                Loss = step.Scalars!.Loss,
                LearningRate = step.LearningRate,
                PairsPerSecond = trainer.SamplesSeen / taken.TotalSeconds,
                Left = taken / trainer.StepCount * (total - trainer.StepCount),
            });
        }
    }
}
