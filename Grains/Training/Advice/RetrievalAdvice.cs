using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training.Advice;

/// <summary>How a model learns to find pictures by their captions.</summary>
internal static class RetrievalAdvice
{
    private const int FewestItems = 10;
    private const int FewItems = 2000;
    private const int LargestBatch = 256;
    private const int LargestWholeBatch = 64;

    /// <summary>Gives it.</summary>
    /// <exception cref="GridException">Invalid: too few items.</exception>
    public static void Give(SessionDraft draft, DataFacts data, BaseModel start)
    {
        if (data.ItemCount < FewestItems)
            throw new GridException(GridProblem.Invalid, FormattableString.Invariant($"{data.Dataset} has {data.ItemCount} pictures with a caption or label, and retrieval needs {FewestItems} at least: add items."));
        bool isFew = data.ItemCount < FewItems;
        Towers(draft, data, start, isFew);
        PairAdvice.GiveCaptions(draft, data);
        (long trained, long judged) = HoldOutAdvice.Give(draft, data, data.ItemCount, needsLabels: false);
        PairAdvice.GiveMetric(draft, data);
        // Batch norm takes a whole batch at once: of a large ResNet only a small one fits.
        bool isWhole = start.IsLarge && !start.IsTransformer && !draft.Specification.LocksImageTower;
        PairAdvice.GiveBatch(draft, trained, isWhole ? LargestWholeBatch : LargestBatch);
        CourseAdvice.GiveMicroBatch(draft, start);
        CourseAdvice.GiveSteps(draft, isFew ? 20 : data.ItemCount < 10 * FewItems ? 10 : data.ItemCount < 100 * FewItems ? 5 : 2, trained, "the more pairs, the fewer passes they need");
        if (draft.Specification.Lora is not null)
            CourseAdvice.GiveRate(draft, start.TuningRate * start.LoraFactor, "low-rank updates bear a higher one than whole weights");
        else
            CourseAdvice.GiveRate(
                draft, start.TuningRate * Math.Sqrt((double)draft.Specification.BatchSize / LargestBatch),
                FormattableString.Invariant($"what a model of {start.Version.ParameterCount / 1e6:0.#} million numbers bears without forgetting, by the root of the batch"));
        CourseAdvice.GiveCrops(draft, 0.9, "captions speak of the whole picture, so that little may be cut off");
        CourseAdvice.GiveMirrors(draft, data);
        CourseAdvice.GiveJudging(draft, judged, evaluationCount: 20, patience: 5);
    }

    private static void Towers(SessionDraft draft, DataFacts data, BaseModel start, bool isFew)
    {
        if (!isFew)
            draft.Choose(s => s, $"Both towers learn all their weights: {data.ItemCount:N0} pairs are enough for that.");
        else if (start.IsTransformer)
            draft.Choose(
                s => s with { Lora = new LoraOptions { Rank = 8, Alpha = 16 } },
                $"Both towers learn low-rank updates of rank 8 in place of full ones, because {data.ItemCount:N0} pairs would spoil a whole model (Hu et al. 2022); from {FewItems:N0} on all weights would be tuned.");
        else
            draft.Choose(
                s => s with { LocksImageTower = true },
                $"The image tower stays as it is and the text tower learns to speak of what it sees (Zhai et al. 2022): a ResNet has no transformer blocks for low-rank updates, and {data.ItemCount:N0} pairs would spoil it.");
    }
}
