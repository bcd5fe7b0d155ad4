using System.Collections.Immutable;
using ClipGrid.Grains.Training.Evaluation;

namespace ClipGrid.Grains.Training.Checkpoints;

/// <summary>What a session's head becomes. Each change may be made twice, as it is where the answer to the first was lost.</summary>
internal static class HeadChanges
{
    /// <summary>Puts a checkpoint first and lets those go that need not be kept.</summary>
    /// <param name="head">The head before.</param>
    /// <param name="stored">The checkpoint; the one of the same step gives way to it and leaves it its pin.</param>
    /// <param name="keptCount">How many of the first are kept; the best and those that are pinned are kept besides.</param>
    /// <param name="unreadable">Prefixes of those that count no more.</param>
    /// <param name="passedOver">Prefixes of those that the run went back behind.</param>
    public static SessionHead Add(SessionHead head, StoredCheckpoint stored, int keptCount, ImmutableHashSet<string> unreadable, ImmutableHashSet<string> passedOver)
    {
        if (head.Checkpoints.Any(one => one.Prefix == stored.Prefix))
            return head;
        bool wasPinned = head.Checkpoints.Any(one => one.Step == stored.Step && one.IsPinned);
        ImmutableArray<StoredCheckpoint> others = [.. head.Checkpoints.Where(one => one.Step != stored.Step && !unreadable.Contains(one.Prefix))];
        ImmutableArray<StoredCheckpoint> all =
        [
            stored with { IsPinned = stored.IsPinned || wasPinned },
            .. others.Where(one => !passedOver.Contains(one.Prefix)).Select(one => stored.IsBest ? one with { IsBest = false } : one),
            .. others.Where(one => passedOver.Contains(one.Prefix) && MustStay(one)).Select(one => stored.IsBest ? one with { IsBest = false } : one),
        ];
        return head with { Checkpoints = [.. all.Where((one, place) => place < keptCount || MustStay(one))] };
    }

    /// <summary>Pins the checkpoint of a step, or lets it go.</summary>
    public static SessionHead Pin(SessionHead head, long step, bool isPinned) => Change(head, step, one => one with { IsPinned = isPinned });

    /// <summary>Says what was measured on the checkpoint of a step.</summary>
    public static SessionHead Attach(SessionHead head, long step, ImmutableSortedDictionary<string, double> metrics) =>
        Change(head, step, one => one with { Metrics = metrics }) with
        {
            // One of an earlier step, or of the same one, is of a run that went back.
            Evaluations = [.. head.Evaluations.Where(one => one.Step < step), new EvaluatedStep(step, metrics)],
        };

    /// <summary>Makes the checkpoint of a step the best, and no other; changes nothing if there is none.</summary>
    public static SessionHead MarkBest(SessionHead head, long step) => head.Checkpoints.All(one => one.Step != step)
        ? head
        : head with { Checkpoints = [.. head.Checkpoints.Select(one => one with { IsBest = one.Step == step })] };

    private static SessionHead Change(SessionHead head, long step, Func<StoredCheckpoint, StoredCheckpoint> change) =>
        head with { Checkpoints = [.. head.Checkpoints.Select(one => one.Step == step ? change(one) : one)] };

    private static bool MustStay(StoredCheckpoint one) => one.IsPinned || one.IsBest;
}
