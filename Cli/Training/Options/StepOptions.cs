using ClipGrid.Cli.Hosting;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training.Options;

/// <summary>How many steps there are, and how large they are.</summary>
internal static class StepOptions
{
    private static readonly SessionSpecification Usual = UsualSpecification.Value;

    /// <summary>Makes them.</summary>
    public static IReadOnlyList<MemberOption> Make() =>
    [
        new ValueOption<long?>(NewOption.Count<long>("--steps", "Steps of the training; needed unless there is a --goal."), s => s.StepCount, (s, value) => s with { StepCount = value!.Value }, nameof(Usual.StepCount)),
        new ValueOption<int?>(NewOption.Count<int>("--batch", "Pairs in a step; needed unless there is a --goal."), s => s.BatchSize, (s, value) => s with { BatchSize = value!.Value }, nameof(Usual.BatchSize)),
        new ValueOption<int?>(NewOption.Count<int>("--micro-batch", "Pairs computed at once; the result is that of the whole batch."), s => s.MicroBatchSize, (s, value) => s with { MicroBatchSize = value }, nameof(Usual.MicroBatchSize)),
        new ValueOption<int>(NewOption.Count("--devices", "Devices that share each batch of pairs, 1 to 64; the loss is that of the whole batch.", Usual.DeviceCount), s => s.DeviceCount, (s, value) => s with { DeviceCount = value }, nameof(Usual.DeviceCount)),
        new ValueOption<double>(NewOption.Number("--rate", "Highest learning rate.", Usual.LearningRate), s => s.LearningRate, (s, value) => s with { LearningRate = value }, nameof(Usual.LearningRate)),
        new ValueOption<long?>(NewOption.Count<long>("--warmup", "Steps over which the rate rises. Otherwise a tenth of all, 2000 at most."), s => s.WarmupStepCount, (s, value) => s with { WarmupStepCount = value }, nameof(Usual.WarmupStepCount)),
        new ValueOption<double>(NewOption.Number("--layer-decay", "Factor on the rate from each layer to the one below it; 1 trains all layers at one rate.", Usual.LayerRateDecay), s => s.LayerRateDecay, (s, value) => s with { LayerRateDecay = value }, nameof(Usual.LayerRateDecay)),
        new ValueOption<double>(NewOption.Number("--weight-decay", "AdamW's weight decay.", Usual.WeightDecay), s => s.WeightDecay, (s, value) => s with { WeightDecay = value }, nameof(Usual.WeightDecay)),
        new ValueOption<double>(NewOption.Number("--clip", "Longest gradient; 0 for no clipping.", Usual.GradientClipNorm ?? 0), s => s.GradientClipNorm ?? 0, (s, value) => s with { GradientClipNorm = value == 0 ? null : value }, nameof(Usual.GradientClipNorm)),
        new ValueOption<TrainingLoss>(Parsed.Choice<TrainingLoss>("--loss", "What training makes small"), s => s.Loss, (s, value) => s with { Loss = value }, nameof(Usual.Loss)),
        new ValueOption<ulong>(NewOption.Count("--seed", "Seed of weights, order, crops and captions.", Usual.Seed, "number"), s => s.Seed, (s, value) => s with { Seed = value }, nameof(Usual.Seed)),
    ];
}
