using ClipGrid.Model.Network;
using static TorchSharp.torch;

namespace ClipGrid.Model.Training;

// B batch, E embedding

/// <summary>Forward and backward of one batch of pairs: leaves gradients on the network's parameters.</summary>
internal sealed class PairGradients(ClipNetwork network, TrainingSpecification specification) : IObjective
{
    private readonly PairLoss _loss = specification.Loss == LossKind.Sigmoid ? new SigmoidLoss() : new ContrastiveLoss();

    public BatchOutcome Compute(TrainingBatch batch)
    {
        using var scope = NewDisposeScope();
        var rows = new BatchTensors(network, batch);
        return specification.MicroBatchSize is { } micro && micro < rows.Count ? InParts(rows, micro) : Whole(rows);
    }

    private BatchOutcome Whole(BatchTensors rows) => Backward(rows.EncodeImages(0, rows.Count), rows.EncodeTexts(0, rows.Count), rows);

    // Gao et al. 2021, section 3.2: embeddings of the whole batch without a graph, the loss's gradient with respect to them,
    // then each part once more with a graph that carries its rows of that gradient on into the tower.
    private BatchOutcome InParts(BatchTensors rows, int micro)
    {
        Tensor image_BE = WithoutGraph(rows.EncodeImages, rows.Count, micro);
        Tensor text_BE = WithoutGraph(rows.EncodeTexts, rows.Count, micro);
        BatchOutcome outcome = Backward(image_BE, text_BE, rows);
        PushBack(rows.EncodeImages, image_BE, micro);
        PushBack(rows.EncodeTexts, text_BE, micro);
        return outcome;
    }

    private BatchOutcome Backward(Tensor image_BE, Tensor text_BE, BatchTensors rows)
    {
        Tensor? group_B = specification.SpareGroups ? rows.Groups() : null;
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

    private static Tensor WithoutGraph(Func<int, int, Tensor> encode, int count, int micro)
    {
        using var frozen = no_grad();
        var parts = new List<Tensor>();
        for (int start = 0; start < count; start += micro)
            parts.Add(encode(start, Math.Min(micro, count - start)));
        return cat(parts, 0).requires_grad_();
    }

    private static void PushBack(Func<int, int, Tensor> encode, Tensor features_BE, int micro)
    {
        using Tensor gradient_BE = features_BE.grad!;
        for (int start = 0; start < features_BE.shape[0]; start += micro)
        {
            using var scope = NewDisposeScope();
            int count = (int)Math.Min(micro, features_BE.shape[0] - start);
            Tensor part_BE = encode(start, count);
            // A locked tower has no graph to push anything into.
            if (part_BE.requires_grad)
                part_BE.backward([gradient_BE.narrow(0, start, count)]);
        }
    }
}
