using System.Collections.Immutable;
using ClipGrid.Model.Classification;
using ClipGrid.Model.Embedding;
using ClipGrid.Model.Training;

namespace ClipGrid.Grains.Training.Tasks;

/// <summary>What a run trains: a model, its trainer and its data. Owns model and trainer; for one thread.</summary>
/// <param name="model">The model.</param>
/// <param name="trainer">Its trainer.</param>
/// <param name="data">What it is trained on.</param>
/// <param name="start">What it started from.</param>
/// <param name="classes">The labels that it learns to tell apart; empty for pairs.</param>
internal sealed class Trainee(ClipModel model, ClipTrainer trainer, ITrainingData data, StartingModel start, ImmutableArray<string> classes) : IDisposable
{
    /// <summary>The trainer.</summary>
    public ClipTrainer Trainer { get; } = trainer;

    /// <summary>Captions that were cut since it was built.</summary>
    public long TruncatedCaptionCount => ((data as PictureCaptionData)?.TruncatedCount ?? 0) + Trainer.TruncatedElsewhere;

    /// <summary>Saves the model as it is now, with its classifier if it has one.</summary>
    /// <param name="folder">A path at which nothing is yet.</param>
    /// <param name="cancellationToken">Ends the saving.</param>
    public void Save(string folder, CancellationToken cancellationToken)
    {
        ClassifierHead? head = classes.IsEmpty ? null : Trainer.CopyHead(classes);
        if (!Trainer.HasUpdates)
        {
            TrainedModel.Save(model, head, folder, cancellationToken);
            return;
        }
        // Updates stay beside the weights while they are learned: what is saved has them added.
        using ClipModel plain = start.Build(isOverwritten: true);
        Trainer.CopyWeightsTo(plain.Network);
        TrainedModel.Save(plain, head, folder, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Trainer.Dispose();
        model.Dispose();
    }
}
