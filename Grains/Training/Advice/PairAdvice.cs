namespace ClipGrid.Grains.Training.Advice;

/// <summary>What training on pairs of pictures and texts has in common.</summary>
internal static class PairAdvice
{
    /// <summary>Chooses how several captions, and none, are taken.</summary>
    public static void GiveCaptions(SessionDraft draft, DataFacts data)
    {
        if (data.CaptionCount > data.CaptionedCount * 1.05)
            draft.Choose(s => s, $"A picture has {(double)data.CaptionCount / data.CaptionedCount:0.#} captions in the mean: each time one of them is drawn, and all of them judge.");
        if (data.CaptionedCount < data.ItemCount)
            draft.Choose(
                s => s with { SparesSameLabel = true },
                $"{data.ItemCount - data.CaptionedCount:N0} pictures have a label and no caption: their text is \"{draft.Specification.LabelTemplate}\", and pictures of one label are not told apart from each other, because their texts are the same.");
    }

    /// <summary>Chooses what is measured, where that is not recall.</summary>
    public static void GiveMetric(SessionDraft draft, DataFacts data)
    {
        if (data.HasLabelsOnly)
            draft.Choose(
                s => s with { Evaluation = s.Evaluation! with { Metric = "zero-shot accuracy" } },
                $"It is judged by its zero-shot accuracy, because many pictures share a label's text and no single one of them is the right answer.");
    }

    /// <summary>Chooses the batch.</summary>
    public static void GiveBatch(SessionDraft draft, long trained, int largest)
    {
        int batch = Math.Min(largest, Rounding.PowerOfTwo(trained / 2));
        draft.Choose(
            s => s with { BatchSize = batch },
            $"A step takes {batch} pairs: the pairs of a batch are each other's wrong answers, so that large batches teach more, {(batch < largest ? "and at least two make a pass over so few" : "and larger ones need much memory")}.");
    }
}
