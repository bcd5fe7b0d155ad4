using ClipGrid.Model.Evaluation;
using CsCheck;
using Xunit;

namespace ClipGrid.Model.Tests.Evaluation;

public sealed class ClassificationReportTests
{
    [Fact]
    public void Create_SmallCase_EqualsCountingByHand()
    {
        // True: cat cat cat dog; predicted: cat dog dog dog; nobody is a bird.
        ClassificationReport report = ClassificationReport.Create(["cat", "dog", "bird"], [0, 0, 0, 1], [Rank(0), Rank(1), Rank(1), Rank(1)]);
        Assert.Equal((0.5, 1.0), (report.Top1, report.Top5));
        Assert.Equal((1.0 / 3 + 1) / 2, report.MeanClassRecall, 1e-15);
        Assert.Equal(new ClassScore { Name = "cat", Support = 3, PredictedCount = 1, CorrectCount = 1, Top5Count = 3 }, report.Classes[0]);
        Assert.Equal((1.0, 1.0 / 3, 0.5), (report.Classes[0].Precision, report.Classes[0].Recall, report.Classes[0].F1));
        Assert.Equal((1.0 / 3, 1.0, 0.5), (report.Classes[1].Precision, report.Classes[1].Recall, report.Classes[1].F1));
        Assert.Equal((null, null, null, null), (report.Classes[2].Precision, report.Classes[2].Recall, report.Classes[2].F1, report.Classes[2].Top5Recall));
        Assert.Equal([new ConfusionCell(0, 1, 2)], report.Confusion.Mistakes);
        Assert.Equal((1, 2, 1, 0), (report.Confusion[0, 0], report.Confusion[0, 1], report.Confusion[1, 1], report.Confusion[1, 0]));
    }

    [Fact]
    public void Create_AnyScores_EqualsPlainDefinitions() => (
        from classCount in Gen.Int[1, 12]
        from sampleCount in Gen.Int[1, 60]
        from labels in Gen.Int[0, classCount - 1].Array[sampleCount]
        from scores in Gen.Int[0, 30].Array[sampleCount * classCount]
        select (classCount, labels, scores)).Sample(input =>
    {
        float[][] rows = [.. input.scores.Select(s => (float)s).Chunk(input.classCount)];
        ClassificationReport report = ClassificationReport.Create(
            [.. Enumerable.Range(0, input.classCount).Select(c => $"{c}")], input.labels, [.. rows.Select(row => TopK.Select(row, 5))]);
        // A class's place is the number of classes that score higher, or the same with a lower number.
        int[] places = [.. input.labels.Select((label, i) => rows[i].Where((s, c) => s > rows[i][label] || (s == rows[i][label] && c < label)).Count())];
        Assert.Equal(places.Count(p => p < 1) / (double)places.Length, report.Top1, 1e-12);
        Assert.Equal(places.Count(p => p < 5) / (double)places.Length, report.Top5, 1e-12);
        Assert.Equal(places.Length, report.Classes.Sum(c => c.Support));
        Assert.Equal(places.Length, report.Classes.Sum(c => c.PredictedCount));
        Assert.Equal(places.Length, report.Confusion.Cells.Sum(cell => cell.Count));
    });

    [Fact]
    public void Create_NoPicture_Throws() => Assert.Throws<ArgumentException>(() => ClassificationReport.Create(["cat"], [], []));

    [Fact]
    public void Create_UnknownClass_NamesThePicture()
    {
        var error = Assert.Throws<ArgumentException>(() => ClassificationReport.Create(["a", "b", "c"], [0, 3], [Rank(0), Rank(0)]));
        Assert.Contains("Picture 1 has label 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_ShortRanking_SaysHowMany()
    {
        var error = Assert.Throws<ArgumentException>(() => ClassificationReport.Create(["a", "b", "c"], [0], [[new ScoredItem(0, 1)]]));
        Assert.Contains("needs 3", error.Message, StringComparison.Ordinal);
    }

    // Three classes, the given one first.
    private static ScoredItem[] Rank(int first) =>
        [new(first, 3), .. Enumerable.Range(0, 3).Where(c => c != first).Select((c, i) => new ScoredItem(c, 2 - i))];
}
