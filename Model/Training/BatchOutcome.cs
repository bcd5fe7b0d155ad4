using static TorchSharp.torch;

namespace ClipGrid.Model.Training;

/// <summary>What a batch came to, on the device: reading it waits for it. Owns its tensors.</summary>
/// <param name="Loss">The mean loss, a detached scalar.</param>
/// <param name="CorrectCount">
/// Rows that were answered right before the step, an int64 scalar: of labels those whose class has the highest logit, of pairs those pictures
/// whose own text has it.
/// </param>
internal readonly record struct BatchOutcome(Tensor Loss, Tensor CorrectCount) : IDisposable
{
    public void Dispose()
    {
        Loss.Dispose();
        CorrectCount.Dispose();
    }
}
