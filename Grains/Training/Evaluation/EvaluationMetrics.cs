using System.Collections.Immutable;
using ClipGrid.Contracts.Training;
using ClipGrid.Model.Evaluation;

namespace ClipGrid.Grains.Training.Evaluation;

/// <summary>What evaluations call their values.</summary>
internal static class EvaluationMetrics
{
    /// <summary>Share of the queries with the right item first, the mean of both directions.</summary>
    public const string RecallAt1 = "recall@1";

    /// <summary>Share of the pictures whose best class is right.</summary>
    public const string Accuracy = "accuracy";

    /// <summary>As <see cref="Accuracy"/>, by the texts of the classes.</summary>
    public const string ZeroShotAccuracy = "zero-shot accuracy";

    private const string ZeroShot = "zero-shot ";

    /// <summary>What may decide which checkpoint is the best; the first one does where nothing is said. Higher is better in all of them.</summary>
    public static ImmutableArray<string> Deciding(TrainingTask task) => task == TrainingTask.Classification
        ? [Accuracy, "accuracy@5", "mean class accuracy"]
        : [RecallAt1, "recall@5", "recall@10", ZeroShotAccuracy];

    /// <summary>What decides for these options.</summary>
    /// <param name="task">What is taught.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="isZeroShot">Whether the items to be judged by have labels and no captions: equal texts cannot find one picture.</param>
    public static string Deciding(TrainingTask task, EvaluationOptions options, bool isZeroShot) =>
        options.Metric ?? (isZeroShot ? ZeroShotAccuracy : Deciding(task)[0]);

    /// <summary>The values of a retrieval.</summary>
    public static ImmutableSortedDictionary<string, double> Of(RetrievalReport report)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        Add("recall@1", metrics => metrics.RecallAt1);
        Add("recall@5", metrics => metrics.RecallAt5);
        Add("recall@10", metrics => metrics.RecallAt10);
        Add("mean rank", metrics => metrics.MeanRank);
        Add("median rank", metrics => metrics.MedianRank);
        return values.ToImmutable();

        void Add(string name, Func<RetrievalMetrics, double> value)
        {
            (double toText, double toImage) = (value(report.ImageToText), value(report.TextToImage));
            values.Add(name, (toText + toImage) / 2);
            values.Add($"image-to-text {name}", toText);
            values.Add($"text-to-image {name}", toImage);
        }
    }

    /// <summary>The values of a classification.</summary>
    /// <param name="report">What was counted.</param>
    /// <param name="isZeroShot">Whether the texts of the classes decided.</param>
    public static ImmutableSortedDictionary<string, double> Of(ClassificationReport report, bool isZeroShot)
    {
        string prefix = isZeroShot ? ZeroShot : "";
        return ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal)
            .Add($"{prefix}accuracy", report.Top1)
            .Add($"{prefix}accuracy@5", report.Top5)
            .Add($"{prefix}mean class accuracy", report.MeanClassRecall);
    }
}
