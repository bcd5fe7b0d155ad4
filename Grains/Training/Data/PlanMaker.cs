using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training.Data;

/// <summary>Parts the items that fit a session into those to train on and those to be judged by. Decides, reads nothing.</summary>
internal static class PlanMaker
{
    /// <summary>Most pictures, and most captions, that a session is judged by: their vectors are compared in the memory of one silo.</summary>
    public const int LargestEvaluation = 200_000;

    // Each class is a text to embed at every evaluation.
    private const int MostZeroShotClasses = 10_000;

    /// <summary>The plan.</summary>
    /// <param name="specification">The session.</param>
    /// <param name="chosen">The items of its data set that fit.</param>
    /// <param name="judges">The items of its evaluation's data set that fit; null where it names none.</param>
    /// <exception cref="GridException">Invalid: too few items, too many to be judged by, or a metric that they do not allow.</exception>
    public static SessionPlan Make(SessionSpecification specification, ChosenItems chosen, ChosenItems? judges)
    {
        EvaluationOptions? evaluation = specification.Evaluation;
        bool IsHeldOut(ChosenItem item) => HeldOutSplit.IsHeldOut(specification.Seed, item.Picture, evaluation!.HeldOutShare);
        bool splits = evaluation is not null && judges is null;
        ChosenItems train = splits ? chosen.Where(item => !IsHeldOut(item)) : chosen;
        ChosenItems? held = splits ? chosen.Where(IsHeldOut) : judges;
        ImmutableArray<string> classes = specification.Task == TrainingTask.Classification
            ? Labels(train.All)
            : held is not null && IsZeroShot(held) ? Labels(train.All.Concat(held.All)) : [];
        int unknown = 0;
        if (held is not null && specification.Task == TrainingTask.Classification)
        {
            HashSet<string> known = new(classes, StringComparer.Ordinal);
            unknown = held.All.Count(item => !known.Contains(item.Label!));
            held = held.Where(item => known.Contains(item.Label!));
        }
        HashSet<string> trained = splits || held is null ? [] : new(train.All.Select(item => item.Picture), StringComparer.Ordinal);
        SessionPlan plan = new()
        {
            Format = SessionPlan.CurrentFormat,
            DatasetDigest = train.DatasetDigest,
            Partitions = train.ToPlan(),
            HeldOutDigest = held?.DatasetDigest,
            HeldOut = held?.ToPlan() ?? [],
            Classes = classes.Length > MostZeroShotClasses && specification.Task == TrainingTask.Contrastive ? [] : classes,
            UnknownLabelCount = unknown,
            KnownPictureCount = held?.All.Count(item => trained.Contains(item.Picture)) ?? 0,
        };
        SessionSpecificationValidation.CheckPlan(specification, plan, held?.All.Sum(item => (long)Math.Max(1, item.CaptionCount)) ?? 0);
        return plan;
    }

    // Where nothing but labels is known, the question is which of them a picture has.
    private static bool IsZeroShot(ChosenItems held) => held.All.All(item => item.Label is not null && item.CaptionCount == 0);

    private static ImmutableArray<string> Labels(IEnumerable<ChosenItem> items) =>
        [.. items.Select(item => item.Label).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
