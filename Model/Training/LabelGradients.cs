using ClipGrid.Model.Network;
using static TorchSharp.torch;

namespace ClipGrid.Model.Training;

// B batch, C classes, E embedding

/// <summary>Forward and backward of one batch with labels: leaves gradients on the head and on what of the image tower is trained.</summary>
internal sealed class LabelGradients(ClipNetwork network, TrainedHead head, TrainingSpecification specification) : IObjective
{
    private readonly ClassificationLoss _loss = new(specification.LabelSmoothing);

    public BatchOutcome Compute(LoadedBatch batch) => Compute(batch.Whole);

    /// <summary>The same for a batch that nobody shares.</summary>
    internal BatchOutcome Compute(TrainingBatch batch)
    {
        using var scope = NewDisposeScope();
        var rows = new LabelledRows(network, batch, specification);
        Tensor label_B = rows.Labels();
        Tensor loss = zeros(Array.Empty<long>(), device: network.Device);
        Tensor correct = zeros(Array.Empty<long>(), dtype: ScalarType.Int64, device: network.Device);
        // A row's loss is its own, unlike a pair's: parts add up to the whole batch without a second pass.
        int micro = specification.MicroBatchSize ?? rows.Count;
        for (int start = 0; start < rows.Count; start += micro)
        {
            int count = Math.Min(micro, rows.Count - start);
            AddPart(rows.Embeddings(start, count), label_B.narrow(0, start, count), (double)count / rows.Count, loss, correct);
        }
        return new BatchOutcome(loss.MoveToOuterDisposeScope(), correct.MoveToOuterDisposeScope());
    }

    private void AddPart(Tensor image_BE, Tensor label_B, double share, Tensor loss, Tensor correct)
    {
        using var scope = NewDisposeScope();
        Tensor logits_BC = head.Logits(image_BE);
        Tensor mean = _loss.Compute(logits_BC, label_B);
        if (share < 1)
            mean = mean.Times(share);
        mean.backward();
        loss.Plus_(mean.detach());
        correct.Plus_(logits_BC.detach().argmax(1).eq(label_B).sum());
    }
}
