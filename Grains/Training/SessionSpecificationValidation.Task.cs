using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training;

/// <content>What is learned, and by what.</content>
internal static partial class SessionSpecificationValidation
{
    private const int MostTemplates = 100;
    private const int MostMixtures = 21;
    private const int LargestRank = 256;
    private const double LargestAlpha = 1024;

    private static void CheckTask(SessionSpecification s, Problems problems)
    {
        problems.Require(Enum.IsDefined(s.Task), nameof(s.Task), s.Task, $"give {string.Join(" or ", Enum.GetNames<TrainingTask>())}");
        if (s.Task != TrainingTask.Classification)
        {
            problems.Require(s.Classification is null, nameof(s.Classification), "given", $"a session that teaches {s.Task} has no classes; set Task to Classification, or leave it out");
            return;
        }
        problems.Require(s.Loss == TrainingLoss.Contrastive, nameof(s.Loss), s.Loss, "labels are learned by cross-entropy; leave it out");
        problems.Require(!s.SparesSameLabel, nameof(s.SparesSameLabel), true, "labels are what is learned, and there are no pairs to spare; leave it out");
        ClassificationOptions options = s.Classification ?? new ClassificationOptions();
        CheckClassification(s, options, problems);
        if (options.Method == ClassificationMethod.LinearProbe)
        {
            problems.Require(s.Base is not null || s.ForkOf is not null, nameof(s.Base), null, "a linear probe learns on the embeddings of a trained model; name one, or set Classification.Method to FineTuning");
            problems.Require(s.Lora is null, nameof(s.Lora), "given", "a linear probe changes the head only; leave it out, or set Classification.Method to FineTuning");
        }
        else
        {
            problems.Require(!s.LocksImageTower, nameof(s.LocksImageTower), true, "nothing but the head would learn; set Classification.Method to LinearProbe, or unlock the image tower");
            problems.Require(s.Lora is null or { ImageTower: true }, "Lora.ImageTower", false, "labels are learned by the image tower; set it to true, or leave Lora out");
        }
    }

    private static void CheckClassification(SessionSpecification s, ClassificationOptions options, Problems problems)
    {
        problems.Require(Enum.IsDefined(options.Method), "Classification.Method", options.Method, $"give {string.Join(" or ", Enum.GetNames<ClassificationMethod>())}");
        problems.Require(!options.Templates.IsDefault && options.Templates.Length <= MostTemplates, "Classification.Templates", options.Templates.IsDefault ? null : $"{options.Templates.Length} texts", "give 1 to 100, or an empty list to start from zeros");
        if (!options.Templates.IsDefault && options.Templates.FirstOrDefault(text => text is not { Length: <= LongestText } || !text.Contains("{}", StringComparison.Ordinal), "{}") is var wrong && wrong != "{}")
            problems.Add($"Classification.Templates has {Shown(wrong)}: write texts of at most 1,000 characters with a place {{}} for the label, for example \"a photo of a {{}}\".");
        problems.Require(options.LabelSmoothing is >= 0 and < 1, "Classification.LabelSmoothing", options.LabelSmoothing, "give a share from 0 to below 1; 0.1 is usual, 0 smooths nothing");
        problems.Require(!options.Mixtures.IsDefault && options.Mixtures.Length <= MostMixtures, "Classification.Mixtures", options.Mixtures.IsDefault ? null : $"{options.Mixtures.Length} shares", "give at most 21, or an empty list to publish the fine-tuned weights");
        if (options.Mixtures.IsDefaultOrEmpty)
            return;
        problems.Require(options.Mixtures.All(share => share is >= 0 and <= 1), "Classification.Mixtures", string.Join(", ", options.Mixtures), "give shares of the fine-tuned weights, each 0 to 1");
        problems.Require(s.Evaluation is not null, nameof(s.Evaluation), null, "Classification.Mixtures are chosen by it; give one, or leave out the mixtures");
        problems.Require(s.Base is not null || s.ForkOf is not null, nameof(s.Base), null, "Classification.Mixtures are mixed with the weights of the start, which must be a trained model; name one, or leave out the mixtures");
    }

    private static void CheckTowers(SessionSpecification s, Problems problems)
    {
        problems.Require(s.LayerRateDecay is > 0 and <= 1, nameof(s.LayerRateDecay), s.LayerRateDecay, "give a factor above 0 and at most 1; 1 trains all layers at one rate, 0.75 is usual for fine-tuning");
        if (s.Task == TrainingTask.Contrastive)
            problems.Require(!s.LocksImageTower || !s.LocksTextTower, nameof(s.LocksTextTower), true, "with both towers locked nothing learns; unlock one");
        if (s.Lora is not { } lora)
            return;
        problems.Require(lora.Rank is >= 1 and <= LargestRank, "Lora.Rank", lora.Rank, "give 1 to 256; 8 is usual");
        problems.Require(lora.Alpha is > 0 and <= LargestAlpha, "Lora.Alpha", lora.Alpha, "give a factor above 0 and at most 1,024; twice the rank is usual");
        problems.Require(lora.ImageTower || lora.TextTower, nameof(s.Lora), "for neither tower", "choose ImageTower, TextTower or both, or leave it out");
        if (s.Task == TrainingTask.Contrastive)
            problems.Require((lora.ImageTower && !s.LocksImageTower) || (lora.TextTower && !s.LocksTextTower), nameof(s.Lora), "for a locked tower", "unlock a tower that it updates");
    }
}
