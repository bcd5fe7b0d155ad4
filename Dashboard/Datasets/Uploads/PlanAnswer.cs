using System.Collections.Immutable;

namespace ClipGrid.Dashboard.Datasets.Uploads;

/// <summary>What would be sent of them.</summary>
/// <param name="FileCount">Files.</param>
/// <param name="ByteCount">Bytes.</param>
/// <param name="Words">What it is, in a few words.</param>
/// <param name="LeftOut">What would not.</param>
internal sealed record PlanAnswer(int FileCount, long ByteCount, string Words, ImmutableArray<LeftOutFile> LeftOut)
{
    /// <summary>The answer of a plan.</summary>
    public static PlanAnswer Of(UploadPlan plan) => new(plan.Files.Length, plan.ByteCount, plan.Words, plan.LeftOut);
}
