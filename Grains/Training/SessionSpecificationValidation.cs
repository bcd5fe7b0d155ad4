using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Model.Configuration;
using ClipGrid.Model.Network;
using ClipGrid.Model.Tokenization.Training;

namespace ClipGrid.Grains.Training;

/// <summary>Refuses a specification that cannot run, member by member, before anything is stored.</summary>
internal static partial class SessionSpecificationValidation
{
    private const int LargestVocabSize = 100_000;
    private const int LongestText = 1000;
    private const int LongestArchitecture = 100_000;

    /// <summary>Checks all that can be checked without the data.</summary>
    /// <exception cref="GridException">Invalid: a sentence for each member that is wrong.</exception>
    public static void Check(SessionSpecification s)
    {
        Problems problems = new();
        problems.Require(s.Dataset.Name.Value is not null, nameof(s.Dataset), "missing", "name a data set, for example emoji or emoji@2");
        problems.Require(s.Publish.Value is not null, nameof(s.Publish), "missing", "name the model whose next version the result shall be");
        CheckSteps(s, problems);
        CheckData(s, problems);
        CheckModel(s, problems);
        CheckTask(s, problems);
        CheckTowers(s, problems);
        CheckEvaluation(s, problems);
        CheckCourse(s, problems);
        problems.ThrowIfAny();
    }

    /// <summary>Checks it against the network of the version that it starts from.</summary>
    /// <exception cref="GridException">Invalid: a sentence for each member that does not go with it.</exception>
    public static void CheckBase(SessionSpecification s, ClipConfig network)
    {
        Problems problems = new();
        CheckNetwork(s, network, problems);
        problems.ThrowIfAny();
    }

    /// <summary>Checks it against the number of items that it would train on.</summary>
    /// <param name="s">The specification.</param>
    /// <param name="itemCount">How many.</param>
    /// <param name="isParted">Whether those that are held out are taken off already.</param>
    /// <exception cref="GridException">Invalid: they are too few.</exception>
    public static void CheckItemCount(SessionSpecification s, long itemCount, bool isParted = false)
    {
        string chosen = s.Filter is null ? $"{s.Dataset} has" : $"the filter leaves of {s.Dataset}";
        string kind = s.Task == TrainingTask.Classification ? "items with a label" : "items with a caption or label";
        string judged = isParted && s.Evaluation is { Dataset: null } ? " that are not held out" : "";
        Problems problems = new();
        problems.Require(s.BatchSize <= itemCount, nameof(s.BatchSize), s.BatchSize, $"{chosen} {itemCount} {kind}{judged}, and a batch takes no item twice; {(itemCount >= 2 ? $"lower it to {itemCount} or fewer, or " : s.Filter is null ? "" : "change the filter, or ")}add items");
        problems.ThrowIfAny();
    }

    private static void CheckSteps(SessionSpecification s, Problems problems)
    {
        problems.Require(s.StepCount is >= 1 and <= 10_000_000, nameof(s.StepCount), s.StepCount, "give 1 to 10,000,000 steps");
        problems.Require(s.BatchSize is >= 2, nameof(s.BatchSize), s.BatchSize, "give 2 to the number of items: the pairs of a batch are each other's negatives");
        problems.Require(s.MicroBatchSize is null || s.MicroBatchSize >= 1 && s.MicroBatchSize <= s.BatchSize, nameof(s.MicroBatchSize), s.MicroBatchSize, $"give 1 to {s.BatchSize} (BatchSize), or leave it out");
        problems.Require(s.LearningRate is > 0 and <= 1, nameof(s.LearningRate), s.LearningRate, "give a rate above 0 and at most 1; 1e-5 to 1e-3 is usual");
        problems.Require(s.WarmupStepCount is null || s.WarmupStepCount >= 0 && s.WarmupStepCount <= s.StepCount, nameof(s.WarmupStepCount), s.WarmupStepCount, $"give 0 to {s.StepCount} (StepCount), or leave it out for a tenth of the steps");
        problems.Require(s.WeightDecay is >= 0 and <= 10, nameof(s.WeightDecay), s.WeightDecay, "give 0 to 10; 0.2 is CLIP's own");
        problems.Require(s.GradientClipNorm is null or (> 0 and < double.PositiveInfinity), nameof(s.GradientClipNorm), s.GradientClipNorm, "give a length above 0, or null for no clipping; 1 is usual");
        problems.Require(Enum.IsDefined(s.Loss), nameof(s.Loss), s.Loss, $"give {string.Join(" or ", Enum.GetNames<TrainingLoss>())}");
        problems.Require(s.CheckpointInterval is >= 1, nameof(s.CheckpointInterval), s.CheckpointInterval, "give 1 step or more; 200 is the default");
    }

    private static void CheckData(SessionSpecification s, Problems problems)
    {
        problems.Require(s.CropMinScale is > 0 and <= 1, nameof(s.CropMinScale), s.CropMinScale, "give a share above 0 and at most 1; 0.9 is the default, 1 crops nothing");
        problems.Require(s.LabelTemplate is { Length: <= LongestText } && s.LabelTemplate.Contains("{}", StringComparison.Ordinal), nameof(s.LabelTemplate), Shown(s.LabelTemplate), "write a text of at most 1,000 characters with a place {} for the label, for example \"a photo of a {}\"");
        problems.Require(s.Note is null or { Length: <= LongestText }, nameof(s.Note), $"{s.Note?.Length} characters long", "shorten it to 1,000");
    }

    private static void CheckModel(SessionSpecification s, Problems problems)
    {
        bool isPreset = !string.IsNullOrEmpty(s.Preset), isArchitecture = !string.IsNullOrEmpty(s.Architecture);
        if (s.Base is { } start)
        {
            problems.Require(!isPreset && !isArchitecture, nameof(s.Base), start, "it fixes the network; leave out Preset and Architecture, or leave out Base to start from nothing");
            return;
        }
        // The other session's network is this one's.
        if (s.ForkOf is not null && !isPreset && !isArchitecture)
            return;
        problems.Require(s.VocabSize is >= VocabularyTrainingOptions.MinSize and <= LargestVocabSize, nameof(s.VocabSize), s.VocabSize, "give 514 to 100,000 tokens; 4096 is the default");
        if (isPreset == isArchitecture)
            problems.Add($"Base, Preset and Architecture are {(isPreset ? "not to be given together" : "missing")}: give one of them: Base to go on from a version, Preset ({string.Join(", ", ClipPresets.Names)}) or Architecture to start from nothing.");
        else if (isPreset)
            problems.Require(ClipPresets.Names.Contains(s.Preset!), nameof(s.Preset), Shown(s.Preset), $"there are {string.Join(", ", ClipPresets.Names)}");
        else
            problems.Require(s.Architecture!.Length <= LongestArchitecture, nameof(s.Architecture), $"{s.Architecture.Length} characters long", "give open_clip's model configuration, at most 100,000 characters");
        if (!problems.AnyOf(nameof(s.Preset), nameof(s.Architecture), nameof(s.Base)))
            CheckNetwork(s, problems);
    }

    private static void CheckNetwork(SessionSpecification s, Problems problems)
    {
        try
        {
            CheckNetwork(s, TrainingMapping.Describe(s).Network, problems);
        }
        catch (Exception error) when (error is ConfigurationException or ArgumentException)
        {
            problems.Add($"Architecture cannot be used: {error.Message}");
        }
    }

    private static void CheckNetwork(SessionSpecification s, ClipConfig network, Problems problems)
    {
        if (network.Vision is not ResNetConfig)
            return;
        bool learns = !s.LocksImageTower && s.Classification?.Method != ClassificationMethod.LinearProbe;
        problems.Require(
            !learns || s.MicroBatchSize is null || s.MicroBatchSize >= s.BatchSize,
            nameof(s.MicroBatchSize), s.MicroBatchSize, "batch norm ties the pictures of a batch together, so a ResNet takes the whole batch at once; leave it out, or choose a vision transformer");
        problems.Require(
            !learns || s.DeviceCount == 1,
            nameof(s.DeviceCount), s.DeviceCount, "batch norm ties the pictures of a batch together, so a ResNet trains on one device; give 1, or choose a vision transformer");
        problems.Require(
            s.Lora is not { ImageTower: true },
            $"{nameof(s.Lora)}.{nameof(LoraOptions.ImageTower)}", true, "a ResNet has no transformer blocks to update; set it to false, leave Lora out, or choose a vision transformer");
    }

    private static string Shown(string? text) => text is null ? "null" : text.Length <= 64 ? $"\"{text}\"" : $"\"{text[..64]}…\"";
}
