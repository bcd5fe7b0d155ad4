using ClipGrid.Model.Embedding;
using ClipGrid.Model.Training;

namespace ClipGrid.Grains.Training.Runs;

/// <summary>What a run trains: a model with its trainer and its data. Owns model and trainer; for one thread.</summary>
internal sealed class Trainee(ClipModel model, ClipTrainer trainer, PictureCaptionData data) : IDisposable
{
    /// <summary>The trainer.</summary>
    public ClipTrainer Trainer { get; } = trainer;

    /// <summary>Captions that were cut since it was built.</summary>
    public long TruncatedCaptionCount => data.TruncatedCount;

    /// <summary>Saves the model as it is now.</summary>
    /// <param name="folder">A path at which nothing is yet.</param>
    /// <param name="cancellationToken">Ends the saving.</param>
    public void Save(string folder, CancellationToken cancellationToken) => model.Save(folder, TrainingMapping.Layout(model.Network.Config), cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        Trainer.Dispose();
        model.Dispose();
    }
}
