using System.Diagnostics;
using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace ClipGrid.Model.Tests.Leaks;

/// <summary>What a process holds at one moment.</summary>
/// <param name="Step">How much of its work it has done.</param>
/// <param name="TensorCount">
/// Live tensors of all its threads, parameters among them; one that only waits for its finalizer is live.
/// </param>
/// <param name="OwnTensorCount">
/// Tensors that the sampling thread made and did not dispose. A finalizer works on a thread of its own, so that a forgotten tensor
/// stays in this count for good.
/// </param>
/// <param name="ThreadCount">Threads.</param>
/// <param name="ResidentBytes">Memory in use.</param>
internal sealed record LeakSample(long Step, long TensorCount, long OwnTensorCount, int ThreadCount, long ResidentBytes)
{
    private const string Word = "sample";

    public double ResidentMegabytes => ResidentBytes / 1e6;

    /// <summary>Looks at this process.</summary>
    /// <param name="step">How much is done.</param>
    /// <param name="parametersMade">
    /// Parameters that were ever made, living or not: TorchSharp 0.107 counts the tensor that a parameter takes over as a live one
    /// for good, though its memory is the parameter's and goes with it.
    /// </param>
    public static LeakSample Take(long step, long parametersMade)
    {
        using Process self = Process.GetCurrentProcess();
        return new LeakSample(step, Tensor.TotalCount - parametersMade, DisposeScopeManager.Statistics.ThreadTotalLiveCount, self.Threads.Count, self.WorkingSet64);
    }

    /// <summary>The sample of a line that <see cref="ToString"/> wrote, or null for any other line.</summary>
    public static LeakSample? Parse(string line) => line.Split(' ') is [Word, var step, var tensors, var own, var threads, var resident]
        ? new LeakSample(Number(step), Number(tensors), Number(own), (int)Number(threads), Number(resident))
        : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Word} {Step} {TensorCount} {OwnTensorCount} {ThreadCount} {ResidentBytes}");

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
