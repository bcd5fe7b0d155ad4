using System.Globalization;
using ClipGrid.Contracts.Devices;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Training.Data;
using ClipGrid.Grains.Training.Evaluation;

namespace ClipGrid.Grains.Training;

/// <content>How a session is judged, and how it runs.</content>
internal static partial class SessionSpecificationValidation
{
    private const int MostTags = 20;
    private const int MostDevices = 64;
    private const int LongestTag = 50;

    /// <summary>Checks it against what its plan chose.</summary>
    /// <param name="s">The specification.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="captionCount">Captions of the held-out items.</param>
    /// <exception cref="GridException">Invalid: too few items to train on or to be judged by, or too many of those.</exception>
    public static void CheckPlan(SessionSpecification s, SessionPlan plan, long captionCount)
    {
        Problems problems = new();
        if (s.Task == TrainingTask.Classification && plan.Classes.Length < 2)
            problems.Add($"Classification needs items of two labels or more, and {s.Dataset} has {(plan.Classes is [var only] ? $"only {Shown(only)}" : "no item with a label")} to train on: add labels, or change the filter.");
        problems.ThrowIfAny();
        CheckItemCount(s, plan.ItemCount, isParted: true);
        if (s.Evaluation is not { } evaluation)
            return;
        string few = evaluation.Dataset is { } judges
            ? $"{judges} has no item {(evaluation.Filter is null ? "" : "that its filter leaves ")}with a {(s.Task == TrainingTask.Classification ? "label that is trained on" : "caption or label")}: name another data set, or change the filter"
            : string.Create(CultureInfo.InvariantCulture, $"of {plan.ItemCount + plan.UnknownLabelCount} items a HeldOutShare of {evaluation.HeldOutShare} leaves none to be judged by: raise it, add items, or name a data set in Evaluation.Dataset");
        if (plan.HeldOutCount < 1)
            problems.Add($"Evaluation needs 1 item or more, and {few}.");
        problems.Require(
            plan.HeldOutCount <= PlanMaker.LargestEvaluation && (s.Task == TrainingTask.Classification || captionCount <= PlanMaker.LargestEvaluation),
            nameof(s.Evaluation), string.Create(CultureInfo.InvariantCulture, $"by {plan.HeldOutCount:N0} pictures with {captionCount:N0} captions"),
            $"at most {PlanMaker.LargestEvaluation.ToString("N0", CultureInfo.InvariantCulture)} of each are compared in memory; {(evaluation.Dataset is null ? "lower Evaluation.HeldOutShare" : "choose fewer with Evaluation.Filter")}");
        if (evaluation.Metric == EvaluationMetrics.ZeroShotAccuracy)
            problems.Require(!plan.Classes.IsEmpty, "Evaluation.Metric", evaluation.Metric, "it needs held-out items that all have a label and no caption, of at most 10,000 labels; judge by recall@1");
        problems.ThrowIfAny();
    }

    /// <summary>Checks it against the session that it goes on from.</summary>
    /// <exception cref="GridException">Invalid: a sentence for each member that cannot differ.</exception>
    public static void CheckFork(SessionSpecification s, SessionSpecification origin)
    {
        Problems problems = new();
        string remedy = $"the checkpoint is of session {s.ForkOf?.Session}, whose network it fixes; leave it as it is there";
        problems.Require(s.Base is null || s.Base == origin.Base, nameof(s.Base), s.Base, remedy);
        problems.Require(string.IsNullOrEmpty(s.Preset) || s.Preset == origin.Preset, nameof(s.Preset), Shown(s.Preset), remedy);
        problems.Require(string.IsNullOrEmpty(s.Architecture) || s.Architecture == origin.Architecture, nameof(s.Architecture), "another", remedy);
        problems.Require(s.Task == origin.Task, nameof(s.Task), s.Task, remedy);
        problems.Require(s.Lora == origin.Lora, nameof(s.Lora), s.Lora is null ? null : "another", "the optimiser's state is that of the other session's parameters; leave it as it is there");
        problems.Require(s.ForkOf is not { } from || from.Step <= s.StepCount, nameof(s.StepCount), s.StepCount, $"the checkpoint has done {s.ForkOf?.Step} steps already; give as many to publish it as it is, or more");
        problems.ThrowIfAny();
    }

    private static void CheckEvaluation(SessionSpecification s, Problems problems)
    {
        if (s.Evaluation is not { } evaluation)
            return;
        if (evaluation.Dataset is { } judges)
            problems.Require(judges.Name.Value is not null, "Evaluation.Dataset", "missing", "name a data set, or leave it out to hold out a part of the training data");
        else
        {
            problems.Require(evaluation.HeldOutShare is > 0 and <= 0.5, "Evaluation.HeldOutShare", evaluation.HeldOutShare, "give a share above 0 and at most 0.5; 0.1 is the default");
            problems.Require(evaluation.Filter is null, "Evaluation.Filter", "given", "it chooses of Evaluation.Dataset; name one, or leave it out: the training data has its own filter");
        }
        problems.Require(evaluation.Interval >= 1, "Evaluation.Interval", evaluation.Interval, "give 1 step or more; 200 is the default");
        problems.Require(evaluation.Metric is null || EvaluationMetrics.Deciding(s.Task).Contains(evaluation.Metric), "Evaluation.Metric", Shown(evaluation.Metric), $"a session that teaches {s.Task} is judged by {string.Join(", ", EvaluationMetrics.Deciding(s.Task))}");
        problems.Require(evaluation.Patience is null or >= 1, "Evaluation.Patience", evaluation.Patience, "give 1 evaluation or more, or null to train all steps");
    }

    private static void CheckCourse(SessionSpecification s, Problems problems)
    {
        problems.Require(s.CheckpointSeconds is null or (>= 1 and <= 10_000_000), nameof(s.CheckpointSeconds), s.CheckpointSeconds, "give 1 to 10,000,000 seconds, or null for checkpoints by CheckpointInterval only");
        problems.Require(s.KeptCheckpointCount is >= 1 and <= 100, nameof(s.KeptCheckpointCount), s.KeptCheckpointCount, "give 1 to 100; 2 is the default");
        problems.Require(s.RollbackLimit is >= 0 and <= 10, nameof(s.RollbackLimit), s.RollbackLimit, "give 0 to 10; 0 fails a session whose loss runs away");
        problems.Require(s.Priority is >= -100 and <= 100, nameof(s.Priority), s.Priority, "give -100 to 100; higher comes first, 0 is usual");
        problems.Require(s.Device is null || Enum.IsDefined(s.Device.Value), nameof(s.Device), s.Device, $"give {string.Join(" or ", Enum.GetNames<DeviceKind>())}, or null for any");
        problems.Require(s.DeviceCount is >= 1 and <= MostDevices && s.DeviceCount <= s.BatchSize, nameof(s.DeviceCount), s.DeviceCount, $"give 1 to {Math.Min(MostDevices, Math.Max(1, s.BatchSize))} devices; 1 is the default");
        problems.Require(s.DeviceCount == 1 || s.Task == TrainingTask.Contrastive, nameof(s.DeviceCount), s.DeviceCount, "only batches of pairs are shared among devices; give 1 for classification");
        problems.Require(!s.Tags.IsDefault && s.Tags.Length <= MostTags, nameof(s.Tags), s.Tags.IsDefault ? null : $"{s.Tags.Length} words", "give at most 20, or an empty list");
        if (!s.Tags.IsDefault && s.Tags.Any(tag => string.IsNullOrWhiteSpace(tag) || tag.Length > LongestTag))
            problems.Add($"Tags has {Shown(s.Tags.First(tag => string.IsNullOrWhiteSpace(tag) || tag.Length > LongestTag))}: give words of 1 to 50 characters.");
        if (s.ForkOf is { } from)
        {
            problems.Require(from.Session.Value is not null, nameof(s.ForkOf), "missing a session", "name the session and the step of its checkpoint");
            problems.Require(from.Step >= 1, "ForkOf.Step", from.Step, "give the step of a checkpoint, 1 or more");
            problems.Require(from.Step <= s.StepCount, nameof(s.StepCount), s.StepCount, $"the checkpoint of ForkOf has done {from.Step} steps already; give as many to publish it as it is, or more");
        }
    }
}
