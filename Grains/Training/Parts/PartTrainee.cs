using ClipGrid.Model.Embedding;
using ClipGrid.Model.Training.DataParallel;

namespace ClipGrid.Grains.Training.Parts;

/// <summary>The network and the worker of a part. Owns both; for one thread.</summary>
internal sealed class PartTrainee(ClipModel model, PartWorker worker) : IDisposable
{
    /// <summary>Computes the part.</summary>
    public PartWorker Worker { get; } = worker;

    /// <inheritdoc/>
    public void Dispose()
    {
        Worker.Dispose();
        model.Dispose();
    }
}
