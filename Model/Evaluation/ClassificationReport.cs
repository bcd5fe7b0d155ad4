using System.Collections.Immutable;

namespace ClipGrid.Model.Evaluation;

/// <summary>How well pictures were sorted into classes: overall, class by class, and which class was taken for which.</summary>
public sealed record ClassificationReport
{
    private const int TopFive = 5;

    /// <summary>Number of pictures.</summary>
    public required int SampleCount { get; init; }

    /// <summary>Share of pictures whose best class is right, 0…1.</summary>
    public required double Top1 { get; init; }

    /// <summary>Share of pictures whose class is among the five best, 0…1; with five classes or fewer always 1.</summary>
    public required double Top5 { get; init; }

    /// <summary>Mean of the recalls of all classes that occur: every class counts the same, however many pictures it has. 0…1.</summary>
    public required double MeanClassRecall { get; init; }

    /// <summary>One row per class, in the order of the classes.</summary>
    public required ImmutableArray<ClassScore> Classes { get; init; }

    /// <summary>Which class was taken for which.</summary>
    public required ConfusionMatrix Confusion { get; init; }

    /// <summary>Compares rankings with the truth.</summary>
    /// <param name="classNames">The classes.</param>
    /// <param name="labels">The true class of each picture, 0-based.</param>
    /// <param name="rankings">Per picture its classes, best first; five of them, or all where there are fewer (<see cref="ZeroShotClassifier.Rank"/>, <see cref="TopK.Select"/>).</param>
    /// <exception cref="ArgumentException">There is no picture, the numbers differ, a class does not exist, or a ranking is too short.</exception>
    public static ClassificationReport Create(IReadOnlyList<string> classNames, IReadOnlyList<int> labels, IReadOnlyList<ScoredItem[]> rankings)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(rankings);
        if (labels.Count == 0 || labels.Count != rankings.Count)
            throw new ArgumentException($"There are {labels.Count} labels and {rankings.Count} rankings: give one of each per picture, and one picture or more.", nameof(labels));
        int depth = Math.Min(TopFive, classNames.Count);
        for (int i = 0; i < rankings.Count; i++)
            if (rankings[i].Length < depth)
                throw new ArgumentException($"Ranking {i} has {rankings[i].Length} classes, but top-5 over {classNames.Count} classes needs {depth}: ask the classifier for {depth} or more.", nameof(rankings));

        var confusion = new ConfusionMatrix(classNames.Count, labels, [.. rankings.Select(ranking => ranking[0].Index)]);
        int[] top5 = new int[classNames.Count];
        for (int i = 0; i < rankings.Count; i++)
            if (Array.FindIndex(rankings[i], 0, depth, item => item.Index == labels[i]) >= 0)
                top5[labels[i]]++;
        ImmutableArray<ClassScore> classes = Score(classNames, confusion, top5);
        return new ClassificationReport
        {
            SampleCount = labels.Count,
            Top1 = (double)classes.Sum(score => score.CorrectCount) / labels.Count,
            Top5 = (double)top5.Sum() / labels.Count,
            MeanClassRecall = classes.Average(score => score.Recall)!.Value,
            Classes = classes,
            Confusion = confusion,
        };
    }

    private static ImmutableArray<ClassScore> Score(IReadOnlyList<string> classNames, ConfusionMatrix confusion, int[] top5)
    {
        int[] support = new int[classNames.Count];
        int[] predicted = new int[classNames.Count];
        foreach (ConfusionCell cell in confusion.Cells)
        {
            support[cell.Actual] += cell.Count;
            predicted[cell.Predicted] += cell.Count;
        }
        return
        [
            .. classNames.Select((name, c) => new ClassScore
            {
                Name = name,
                Support = support[c],
                PredictedCount = predicted[c],
                CorrectCount = confusion[c, c],
                Top5Count = top5[c],
            }),
        ];
    }
}
