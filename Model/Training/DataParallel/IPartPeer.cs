namespace ClipGrid.Model.Training.DataParallel;

/// <summary>
/// Another device that computes a part of each batch, as a <see cref="PartWorker"/> does. One step at a time: embeddings, then gradients.
/// </summary>
public interface IPartPeer
{
    /// <summary>Takes the weights and starts on the part's rows; completes with their embeddings.</summary>
    /// <exception cref="PartLostException">It cannot; the run computes the part itself, and asks this one no more.</exception>
    Task<PartFeatures> EncodeAsync(PartStep step);

    /// <summary>Completes with the gradients of the parameters, as <see cref="PartWorker.PushBack"/> gives them.</summary>
    /// <param name="gradients">The loss's gradient with respect to the embeddings.</param>
    /// <exception cref="PartLostException">As above.</exception>
    Task<ReadOnlyMemory<byte>> PushBackAsync(PartFeatures gradients);
}
