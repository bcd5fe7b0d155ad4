using ClipGrid.Model.Network;
using ClipGrid.Model.Training.DataParallel;
using static TorchSharp.torch;

namespace ClipGrid.Model.Training;

// B batch, E embedding

/// <summary>Forward and backward of one batch of pairs: leaves gradients on the network's parameters.</summary>
internal sealed class PairGradients(ClipNetwork network, TrainingSpecification specification) : IObjective
{
    private readonly PairLoss _loss = specification.Loss == LossKind.Sigmoid ? new SigmoidLoss() : new ContrastiveLoss();

    public BatchOutcome Compute(LoadedBatch batch) => Compute(batch.Whole);

    /// <summary>The same for a batch that nobody shares.</summary>
    internal BatchOutcome Compute(TrainingBatch batch)
    {
        using var scope = NewDisposeScope();
        var rows = new BatchTensors(network, batch);
        return specification.MicroBatchSize is { } micro && micro < rows.Count ? InParts(batch) : Whole(rows);
    }

    private BatchOutcome Whole(BatchTensors rows) => Backward(rows.EncodeImages(0, rows.Count), rows.EncodeTexts(0, rows.Count), Groups(rows.Groups));

    // Gao et al. 2021, section 3.2: embeddings of the whole batch without a graph, the loss's gradient with respect to them,
    // then each part once more with a graph that carries its rows of that gradient on into the tower.
    private BatchOutcome InParts(TrainingBatch batch)
    {
        TowerPass pass = new(network, batch, specification.MicroBatchSize);
        (Tensor image_BE, Tensor text_BE) = pass.Encode(keepsGraph: false);
        BatchOutcome outcome = Backward(image_BE.requires_grad_(), text_BE.requires_grad_(), Groups(pass.Groups));
        using Tensor imageGradient_BE = image_BE.grad!, textGradient_BE = text_BE.grad!;
        pass.PushBack(imageGradient_BE, textGradient_BE);
        return outcome;
    }

    private Tensor? Groups(Func<Tensor?> ofRows) => specification.SpareGroups ? ofRows() : null;

    /// <summary>The loss of a batch's embeddings, its gradient left on them and on its own factor and bias.</summary>
    /// <param name="image_BE">Unit image embeddings.</param>
    /// <param name="text_BE">Unit text embeddings.</param>
    /// <param name="group_B">The pairs' groups, where they spare each other; or null.</param>
    internal BatchOutcome Backward(Tensor image_BE, Tensor text_BE, Tensor? group_B)
    {
        Tensor loss = _loss.Compute(image_BE, text_BE, network.LogitScale.exp(), network.LogitBias, group_B);
        loss.backward();
        return new BatchOutcome(loss.detach().MoveToOuterDisposeScope(), CorrectCount(image_BE, text_BE, group_B).MoveToOuterDisposeScope());
    }

    // Scale and bias change no order. Equal captions tie, and each is right.
    private static Tensor CorrectCount(Tensor image_BE, Tensor text_BE, Tensor? group_B)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        Tensor cosine_BB = image_BE.matmul(text_BE.t());
        if (group_B is not null)
            cosine_BB = cosine_BB.WithMasked(PairLoss.SameGroupElsewhere(group_B), double.NegativeInfinity);
        return cosine_BB.diagonal().ge(cosine_BB.amax([1])).sum().MoveToOuterDisposeScope();
    }
}
