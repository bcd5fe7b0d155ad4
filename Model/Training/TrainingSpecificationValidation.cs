using ClipGrid.Model.Network;

namespace ClipGrid.Model.Training;

/// <summary>Refuses a specification that cannot run, before anything is allocated.</summary>
internal static class TrainingSpecificationValidation
{
    private const int LargestClassCount = 1_000_000;

    internal static void Check(TrainingSpecification s, ClipConfig config, int itemCount)
    {
        s.Schedule.Validate();
        if (s.Objective == ObjectiveKind.Pairs)
            CheckPairs(s);
        else
            CheckLabels(s);
        Require(s.BatchSize <= itemCount, nameof(s.BatchSize), s.BatchSize, $"at most {itemCount}, the number of items");
        Require(s.MicroBatchSize is null or >= 1, nameof(s.MicroBatchSize), s.MicroBatchSize, "at least 1, or null");
        Require(
            s.MicroBatchSize is not { } micro || micro >= s.BatchSize || config.Vision is not ResNetConfig || s.LocksImageTower(),
            nameof(s.MicroBatchSize), s.MicroBatchSize, "null for a ResNet in training: batch norm ties the rows of a batch together");
        Require(s.PartCount >= 1 && s.PartCount <= s.BatchSize, nameof(s.PartCount), s.PartCount, $"1 to {s.BatchSize}, the batch size");
        Require(
            s.PartCount == 1 || config.Vision is not ResNetConfig || s.LocksImageTower(),
            nameof(s.PartCount), s.PartCount, "1 for a ResNet in training: batch norm ties the rows of a batch together");
        Require(s.GradientClipNorm is null or > 0, nameof(s.GradientClipNorm), s.GradientClipNorm, "above 0, or null");
        Require(s.EmaDecay is null or (> 0 and < 1), nameof(s.EmaDecay), s.EmaDecay, "between 0 and 1, or null");
        Require(
            s.Loss != LossKind.Sigmoid || config.InitialLogitBias is not null,
            nameof(s.Loss), s.Loss, "Contrastive for a network without a logit bias; set InitialLogitBias of its configuration (-10) for the sigmoid loss");
        Check(s.Optimizer);
        Check(s.ImageTower, nameof(s.ImageTower));
        Check(s.TextTower, nameof(s.TextTower));
        if (s.Lora is { } lora)
            Check(lora, s, config);
    }

    private static void CheckPairs(TrainingSpecification s)
    {
        Require(s.BatchSize >= 2, nameof(s.BatchSize), s.BatchSize, "at least 2, for pairs to be each other's negatives");
        Require(s.ClassCount is null, nameof(s.ClassCount), s.ClassCount, $"null for pairs, which have no classes; set {nameof(s.Objective)} to teach labels");
        Require(s.LabelSmoothing == 0, nameof(s.LabelSmoothing), s.LabelSmoothing, $"0 for pairs, which have no labels; set {nameof(s.Objective)} to teach labels");
    }

    private static void CheckLabels(TrainingSpecification s)
    {
        Require(Enum.IsDefined(s.Objective), nameof(s.Objective), s.Objective, "Pairs, Labels or Probe");
        Require(s.BatchSize >= 1, nameof(s.BatchSize), s.BatchSize, "at least 1");
        Require(s.ClassCount is >= 2 and <= LargestClassCount, nameof(s.ClassCount), s.ClassCount, $"2 to {LargestClassCount}, the number of classes");
        Require(s.LabelSmoothing is >= 0 and < 1, nameof(s.LabelSmoothing), s.LabelSmoothing, "at least 0 and below 1");
        Require(s.Loss == LossKind.Contrastive, nameof(s.Loss), s.Loss, "left as it is: it is the loss of pairs, labels have cross-entropy");
        Require(!s.SpareGroups, nameof(s.SpareGroups), s.SpareGroups, "false: labels have no negatives");
        Require(s.PartCount == 1, nameof(s.PartCount), s.PartCount, "1: only batches of pairs are shared among devices");
        Require(s.TextTower == TowerTraining.Locked, nameof(s.TextTower), s.TextTower, "Locked: labels teach the text tower nothing");
        if (s.Objective != ObjectiveKind.Probe)
            return;
        Require(s.ImageTower == TowerTraining.Locked, nameof(s.ImageTower), s.ImageTower, "Locked: a probe learns from embeddings that stay as they are");
        Require(s.MicroBatchSize is null, nameof(s.MicroBatchSize), s.MicroBatchSize, "null: a probe's batch is small");
        Require(s.Precision != Precision.BFloat16, nameof(s.Precision), s.Precision, "Float32 or ByDevice: a head learns in float32");
    }

    private static void Check(LoraSpecification lora, TrainingSpecification s, ClipConfig config)
    {
        Require(lora.Rank is >= 1 and <= 256, "Lora.Rank", lora.Rank, "1 to 256");
        Require(lora.Alpha is > 0 and <= 1024, "Lora.Alpha", lora.Alpha, "above 0 and at most 1024");
        Require(lora.ImageTower || lora.TextTower, "Lora.TextTower", lora.TextTower, "true where Lora.ImageTower is false: one tower at least is updated");
        Require(!lora.ImageTower || config.Vision is VisionTransformerConfig, "Lora.ImageTower", lora.ImageTower, "false for a ResNet: low-rank updates are for the blocks of transformers");
        Check(s.ImageTower, lora.ImageTower, nameof(s.ImageTower));
        Check(s.TextTower, lora.TextTower, nameof(s.TextTower));
    }

    // Updates leave a tower's own weights locked: asking for some of them would be asking in vain.
    private static void Check(TowerTraining tower, bool isUpdated, string name) => Require(
        tower.UnlockedLayerCount is null || (tower.UnlockedLayerCount == 0 && !isUpdated),
        $"{name}.{nameof(tower.UnlockedLayerCount)}", tower.UnlockedLayerCount,
        isUpdated ? $"null with Lora.{name}: the updates go to all blocks" : "null or 0 with Lora: a tower without updates stays locked");

    private static void Check(AdamWOptions o)
    {
        Require(o.Beta1 is >= 0 and < 1, "Optimizer.Beta1", o.Beta1, "at least 0 and below 1");
        Require(o.Beta2 is >= 0 and < 1, "Optimizer.Beta2", o.Beta2, "at least 0 and below 1");
        Require(o.Epsilon is > 0 and < 1, "Optimizer.Epsilon", o.Epsilon, "above 0 and below 1");
        Require(o.WeightDecay is >= 0 and < 1e6, "Optimizer.WeightDecay", o.WeightDecay, "at least 0");
    }

    private static void Check(TowerTraining tower, string name)
    {
        Require(tower.UnlockedLayerCount is null or >= 0, $"{name}.{nameof(tower.UnlockedLayerCount)}", tower.UnlockedLayerCount, "at least 0, or null");
        Require(tower.LayerRateDecay is > 0 and <= 1, $"{name}.{nameof(tower.LayerRateDecay)}", tower.LayerRateDecay, "above 0 and at most 1");
    }

    private static void Require(bool holds, string field, object? value, string range)
    {
        if (!holds)
            throw new ArgumentException($"{field} is {value ?? "null"}; it must be {range}.", field);
    }
}
