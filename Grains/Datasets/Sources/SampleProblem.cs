using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Grains.Datasets.Sources;

/// <summary>Why a sample cannot be taken in: in kind and in a sentence.</summary>
internal sealed record SampleProblem(RefusalReason Reason, string Message)
{
    /// <summary>The same of a file that is no picture but holds samples.</summary>
    public SampleProblem OfSource() => Reason == RefusalReason.NoPicture ? this with { Reason = RefusalReason.DamagedSource } : this;
}
