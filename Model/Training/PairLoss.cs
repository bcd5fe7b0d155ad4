using static TorchSharp.torch;

namespace ClipGrid.Model.Training;

// B batch, E embedding

/// <summary>A loss over a batch of matching pictures and texts.</summary>
public abstract class PairLoss
{
    /// <summary>The mean loss of the batch: a scalar with a graph.</summary>
    /// <param name="image_BE">Unit image embeddings.</param>
    /// <param name="text_BE">Unit text embeddings; row i belongs to picture i.</param>
    /// <param name="scale">The factor on cosine similarities (the exponential of the logit scale), a scalar.</param>
    /// <param name="bias">The logit bias, a scalar, or null.</param>
    /// <param name="group_B">
    /// Int64 group of each pair, or null. Pairs of one group (several captions of one picture) are not each other's negatives.
    /// </param>
    public abstract Tensor Compute(Tensor image_BE, Tensor text_BE, Tensor scale, Tensor? bias, Tensor? group_B);

    /// <summary>True off the diagonal where two pairs share a group: neither positives nor negatives.</summary>
    internal static Tensor SameGroupElsewhere(Tensor group_B)
    {
        using var scope = NewDisposeScope();
        Tensor same_BB = group_B.unsqueeze(0).eq(group_B.unsqueeze(1));
        Tensor self_BB = eye(group_B.shape[0], dtype: ScalarType.Bool, device: group_B.device);
        return same_BB.logical_and(self_BB.logical_not()).MoveToOuterDisposeScope();
    }
}
