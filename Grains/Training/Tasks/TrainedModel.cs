using ClipGrid.Model.Classification;
using ClipGrid.Model.Embedding;

namespace ClipGrid.Grains.Training.Tasks;

/// <summary>How what was trained becomes a model's folder.</summary>
internal static class TrainedModel
{
    /// <summary>Saves a model and its classifier, if there is one.</summary>
    /// <param name="model">The model.</param>
    /// <param name="head">Its classifier, or null.</param>
    /// <param name="folder">A path at which nothing is yet.</param>
    /// <param name="cancellationToken">Ends the saving.</param>
    public static void Save(ClipModel model, ClassifierHead? head, string folder, CancellationToken cancellationToken)
    {
        model.Save(folder, TrainingMapping.Layout(model.Network.Config), cancellationToken);
        head?.Save(folder);
    }
}
