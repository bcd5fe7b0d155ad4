using ClipGrid.Model.Network;
using static TorchSharp.torch;

namespace ClipGrid.Model.Training;

// B batch, E embedding

/// <summary>
/// Symmetric cross-entropy over the scaled cosine matrix: each picture picks its text among the batch's and each text its picture
/// (Radford et al. 2021, section 2.3 and figure 3).
/// </summary>
public sealed class ContrastiveLoss : PairLoss
{
    /// <inheritdoc/>
    public override Tensor Compute(Tensor image_BE, Tensor text_BE, Tensor scale, Tensor? bias, Tensor? group_B)
    {
        using var scope = NewDisposeScope();
        Tensor logits_BB = (scale * image_BE).matmul(text_BE.t());
        if (bias is not null)
            logits_BB = logits_BB.Plus(bias);
        if (group_B is not null)
            logits_BB = logits_BB.WithMasked(SameGroupElsewhere(group_B), double.NegativeInfinity);
        Tensor target_B = HeldScalars.Integers(0, image_BE.shape[0], image_BE.device);
        Tensor loss = nn.functional.cross_entropy(logits_BB, target_B).Plus_(nn.functional.cross_entropy(logits_BB.t(), target_B)).Times(0.5);
        return loss.MoveToOuterDisposeScope();
    }
}
