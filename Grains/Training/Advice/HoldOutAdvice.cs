using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Training.Data;

namespace ClipGrid.Grains.Training.Advice;

/// <summary>Which part judges.</summary>
internal static class HoldOutAdvice
{
    private const int FewItems = 1000;
    private const int EnoughToJudge = 5000;
    private const int SeedsTried = 50;

    /// <summary>Chooses the part that is held out.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="data">The data.</param>
    /// <param name="usableCount">Items that the task can use.</param>
    /// <param name="needsLabels">Whether the task learns labels.</param>
    /// <returns>About how many items that leaves to train on, and how many to judge by; 0 where none can be spared.</returns>
    public static (long Trained, long Judged) Give(SessionDraft draft, DataFacts data, long usableCount, bool needsLabels)
    {
        double share = usableCount < FewItems ? 0.2 : Rounding.TwoDigits(Math.Clamp((double)EnoughToJudge / usableCount, 1e-4, 0.1));
        long judged = Math.Max(1, (long)(usableCount * share));
        if (FindSeed(data, share, needsLabels) is not { } seed)
        {
            draft.Choose(s => s with { Evaluation = null }, $"Nothing is held out to judge by, because {(needsLabels ? "most labels have a single picture, which is needed to train on" : "most pictures are the same")}; the last state is published.");
            return (usableCount, 0);
        }
        draft.Choose(
            s => s with { Evaluation = new EvaluationOptions { HeldOutShare = share } },
            $"About {judged:N0} of the pictures ({share * 100:0.##} %) are held out and judge the training, because a model cannot be judged by what it was trained on{(usableCount < FewItems ? "; of few pictures a larger part is needed to see a difference" : "")}.");
        if (seed != draft.Specification.Seed)
            draft.Choose(
                s => s with { Seed = seed },
                $"The seed is {seed}, because it parts these {usableCount} pictures well{(needsLabels ? ": as many labels as possible have pictures on the training's side" : "")}.");
        return (usableCount - judged, judged);
    }

    // Of few pictures a seed may hold out none, or all of a label. The first seed that does well is taken; null where none does.
    private static ulong? FindSeed(DataFacts data, double share, bool needsLabels)
    {
        if (needsLabels && data.LabelCounts.Values.All(count => count < 2))
            return null;
        if (data.Items.IsEmpty)
            return 1;
        ChosenItem[] items = [.. data.Items.Where(item => !needsLabels || item.Label is not null)];
        (ulong? Seed, int LabelCount) best = (null, -1);
        for (ulong seed = 1; seed <= SeedsTried; seed++)
        {
            ILookup<bool, ChosenItem> parts = items.ToLookup(item => HeldOutSplit.IsHeldOut(seed, item.Picture, share));
            HashSet<string?> trained = [.. parts[false].Select(item => item.Label)];
            int judged = parts[true].Count(item => !needsLabels || trained.Contains(item.Label));
            if (judged >= Math.Max(1, items.Length * share / 2) && judged <= Math.Max(1, items.Length * share * 1.5) && (needsLabels ? trained.Count : 0) > best.LabelCount)
                best = (seed, needsLabels ? trained.Count : 0);
        }
        return best.Seed;
    }
}
