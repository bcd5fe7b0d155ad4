using static TorchSharp.torch;

namespace ClipGrid.Model.Training;

// B batch, C classes

/// <summary>Cross-entropy against class labels with label smoothing (Szegedy et al. 2016, section 7).</summary>
public sealed class ClassificationLoss
{
    private readonly double _labelSmoothing;

    /// <param name="labelSmoothing">Share of the target that is spread over all classes, in [0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside its range.</exception>
    public ClassificationLoss(double labelSmoothing = 0)
    {
        if (!(labelSmoothing is >= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(labelSmoothing), labelSmoothing, "Label smoothing must be at least 0 and below 1.");
        _labelSmoothing = labelSmoothing;
    }

    /// <summary>The mean loss of a batch: a scalar with a graph.</summary>
    /// <param name="logits_BC">Unnormalised class scores.</param>
    /// <param name="label_B">Int64 class of each row, 0…C-1.</param>
    public Tensor Compute(Tensor logits_BC, Tensor label_B) =>
        nn.functional.cross_entropy(logits_BC, label_B, label_smoothing: _labelSmoothing);
}
