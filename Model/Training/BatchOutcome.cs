using static TorchSharp.torch;

namespace ClipGrid.Model.Training;

/// <summary>What a batch gave besides its gradients: detached scalars on the device.</summary>
/// <param name="Loss">The mean loss.</param>
/// <param name="CorrectCount">Int64: how many rows gave their own target the highest logit.</param>
internal readonly record struct BatchOutcome(Tensor Loss, Tensor CorrectCount) : IDisposable
{
    public void Dispose()
    {
        Loss.Dispose();
        CorrectCount.Dispose();
    }
}
