using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Dashboard.Training;

/// <summary>Specifications between HTTP's terms and the SDK's.</summary>
internal static class SpecificationMapping
{
    /// <summary>In the SDK's terms.</summary>
    public static SessionSpecification ToSpecification(this SpecificationBody body) => new()
    {
        Dataset = DatasetRef.Parse(body.Dataset),
        Filter = Filter(body.Filter),
        Publish = ModelName.Parse(body.Publish),
        Base = body.Base is { } start ? ModelRef.Parse(start) : null,
        Preset = body.Preset,
        Architecture = body.Architecture,
        VocabSize = body.VocabSize,
        StepCount = body.StepCount,
        BatchSize = body.BatchSize,
        MicroBatchSize = body.MicroBatchSize,
        DeviceCount = body.DeviceCount,
        LearningRate = body.LearningRate,
        WarmupStepCount = body.WarmupStepCount,
        WeightDecay = body.WeightDecay,
        GradientClipNorm = body.GradientClipNorm,
        Loss = body.Loss,
        Seed = body.Seed,
        LocksImageTower = body.LockImageTower,
        LocksTextTower = body.LockTextTower,
        CropMinScale = body.CropMinScale,
        Mirrors = body.Mirror,
        LabelTemplate = body.LabelTemplate,
        SparesSameLabel = body.SpareSameLabel,
        CheckpointInterval = body.CheckpointInterval,
        CheckpointSeconds = body.CheckpointSeconds,
        KeptCheckpointCount = body.KeptCheckpointCount,
        RollbackLimit = body.RollbackLimit,
        LayerRateDecay = body.LayerRateDecay,
        Task = body.Task,
        Classification = body.Classification is { } labels
            ? new ClassificationOptions { Method = labels.Method, Templates = [.. labels.Templates], LabelSmoothing = labels.LabelSmoothing, Mixtures = [.. labels.Mixtures] }
            : null,
        Lora = body.Lora is { } lora ? new LoraOptions { Rank = lora.Rank, Alpha = lora.Alpha, ImageTower = lora.ImageTower, TextTower = lora.TextTower } : null,
        Evaluation = body.Evaluation is { } judge
            ? new EvaluationOptions
            {
                Dataset = judge.Dataset is { } held ? DatasetRef.Parse(held) : null,
                Filter = Filter(judge.Filter),
                HeldOutShare = judge.HeldOutShare,
                Interval = judge.Interval,
                Metric = judge.Metric,
                Patience = judge.Patience,
                PublishesBest = judge.PublishBest,
            }
            : null,
        Priority = body.Priority,
        Device = body.Device,
        ForkOf = body.ForkOf is { } fork ? new CheckpointRef(SessionId.Parse(fork.Session), fork.Step) : null,
        Tags = [.. body.Tags],
        Note = body.Note,
    };

    /// <summary>In HTTP's terms.</summary>
    public static SpecificationBody ToBody(this SessionSpecification specification) => new()
    {
        Dataset = specification.Dataset.ToString(),
        Filter = Text(specification.Filter),
        Publish = specification.Publish.ToString(),
        Base = specification.Base?.ToString(),
        Preset = specification.Preset,
        Architecture = specification.Architecture,
        VocabSize = specification.VocabSize,
        StepCount = specification.StepCount,
        BatchSize = specification.BatchSize,
        MicroBatchSize = specification.MicroBatchSize,
        DeviceCount = specification.DeviceCount,
        LearningRate = specification.LearningRate,
        WarmupStepCount = specification.WarmupStepCount,
        WeightDecay = specification.WeightDecay,
        GradientClipNorm = specification.GradientClipNorm,
        Loss = specification.Loss,
        Seed = specification.Seed,
        LockImageTower = specification.LocksImageTower,
        LockTextTower = specification.LocksTextTower,
        CropMinScale = specification.CropMinScale,
        Mirror = specification.Mirrors,
        LabelTemplate = specification.LabelTemplate,
        SpareSameLabel = specification.SparesSameLabel,
        CheckpointInterval = specification.CheckpointInterval,
        CheckpointSeconds = specification.CheckpointSeconds,
        KeptCheckpointCount = specification.KeptCheckpointCount,
        RollbackLimit = specification.RollbackLimit,
        LayerRateDecay = specification.LayerRateDecay,
        Task = specification.Task,
        Classification = specification.Classification is { } labels
            ? new ClassificationBody { Method = labels.Method, Templates = labels.Templates, LabelSmoothing = labels.LabelSmoothing, Mixtures = labels.Mixtures }
            : null,
        Lora = specification.Lora is { } lora ? new LoraBody { Rank = lora.Rank, Alpha = lora.Alpha, ImageTower = lora.ImageTower, TextTower = lora.TextTower } : null,
        Evaluation = specification.Evaluation is { } judge
            ? new EvaluationBody
            {
                Dataset = judge.Dataset?.ToString(),
                Filter = Text(judge.Filter),
                HeldOutShare = judge.HeldOutShare,
                Interval = judge.Interval,
                Metric = judge.Metric,
                Patience = judge.Patience,
                PublishBest = judge.PublishesBest,
            }
            : null,
        Priority = specification.Priority,
        Device = specification.Device,
        ForkOf = specification.ForkOf is { } fork ? new CheckpointBody(fork.Session.ToString(), fork.Step) : null,
        Tags = specification.Tags,
        Note = specification.Note,
    };

    private static ItemFilter? Filter(string? text) => text is null ? null : FilterText.Parse(text);

    private static string? Text(ItemFilter? filter) => filter is null ? null : FilterText.Format(filter);
}
