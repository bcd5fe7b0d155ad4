using ClipGrid.Model.Network;
using static TorchSharp.torch;

namespace ClipGrid.Model.Training;

// B batch, E embedding

/// <summary>SigLIP's loss: every cell of the cosine matrix is a yes-or-no question of its own (Zhai et al. 2023, section 3.2).</summary>
public sealed class SigmoidLoss : PairLoss
{
    /// <inheritdoc/>
    public override Tensor Compute(Tensor image_BE, Tensor text_BE, Tensor scale, Tensor? bias, Tensor? group_B)
    {
        using var scope = NewDisposeScope();
        long B = image_BE.shape[0];
        Tensor logits_BB = (scale * image_BE).matmul(text_BE.t());
        if (bias is not null)
            logits_BB = logits_BB.Plus(bias);
        // +1 on the diagonal, -1 elsewhere: the sign under which each cell's answer is right.
        Tensor sign_BB = eye(B, device: image_BE.device, dtype: logits_BB.dtype).Times_(2).Plus_(-1);
        Tensor cells_BB = nn.functional.logsigmoid(sign_BB * logits_BB);
        if (group_B is not null)
            cells_BB = cells_BB.WithMasked(SameGroupElsewhere(group_B), 0);
        return cells_BB.sum().Times(-1.0 / B).MoveToOuterDisposeScope();
    }
}
