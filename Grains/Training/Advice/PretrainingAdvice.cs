using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Training.Advice;

/// <summary>How a model is made from nothing.</summary>
internal static class PretrainingAdvice
{
    private const int FewestItems = 100;
    private const int FewItems = 5000;
    private const int ManyItems = 500_000;
    private const int TinySide = 40;

    /// <summary>Gives it.</summary>
    /// <exception cref="GridException">Invalid: too few items.</exception>
    public static void Give(SessionDraft draft, DataFacts data)
    {
        if (data.ItemCount < FewestItems)
            throw new GridException(GridProblem.Invalid, FormattableString.Invariant($"{data.Dataset} has {data.ItemCount} pictures with a caption or label, and a model from nothing needs {FewestItems} at least: add items, or go on from a model with retrieval."));
        bool isLarge = data.ItemCount >= ManyItems;
        Preset(draft, data, isLarge);
        PairAdvice.GiveCaptions(draft, data);
        (long trained, long judged) = HoldOutAdvice.Give(draft, data, data.ItemCount, needsLabels: false);
        PairAdvice.GiveMetric(draft, data);
        PairAdvice.GiveBatch(draft, trained, isLarge ? 1024 : 128);
        if (isLarge)
            draft.Choose(s => s with { MicroBatchSize = 128 }, $"Of a batch 128 pairs are computed at once, because the model is large; the result is that of the whole batch.");
        CourseAdvice.GiveSteps(draft, data.ItemCount < FewItems ? 15 : data.ItemCount < ManyItems ? 10 : 30, trained, "a model that knows nothing needs to see each pair many times");
        CourseAdvice.GiveRate(draft, isLarge ? 5e-4 : 1e-3, isLarge ? "that of Radford et al. 2021 (table 18)" : "small networks from nothing bear a high one");
        if (data.TypicalSide <= TinySide)
            CourseAdvice.GiveCrops(draft, 0.9, "so small pictures lose what they show when more is cut off");
        else
            CourseAdvice.GiveCrops(draft, isLarge ? 0.9 : 0.5, isLarge ? "so many pictures vary enough by themselves" : "the model sees each picture otherwise every time, which makes few go further");
        CourseAdvice.GiveMirrors(draft, data);
        CourseAdvice.GiveJudging(draft, judged, evaluationCount: 20, patience: 5);
    }

    private static void Preset(SessionDraft draft, DataFacts data, bool isLarge)
    {
        if (isLarge)
            draft.Choose(s => s with { Preset = "ViT-B/32" }, $"The network is ViT-B/32, because {data.ItemCount:N0} pairs fill a large one; it wants a GPU.");
        else if (data.TypicalSide <= TinySide)
            draft.Choose(s => s with { Preset = "Micro/4@28" }, $"The network is Micro/4@28, because most pictures are {data.TypicalSide} pixels large at most, and a larger one would see nothing more.");
        else
            draft.Choose(s => s with { Preset = "TinyRN@64" }, $"The network is TinyRN@64, a small ResNet: it need not learn what a neighbour is, and learns more from {data.ItemCount:N0} pairs than a transformer; a processor trains it in minutes.");
    }
}
