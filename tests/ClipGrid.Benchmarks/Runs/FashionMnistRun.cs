using System.Diagnostics;
using ClipGrid.Model.Embedding;
using ClipGrid.Model.Evaluation;
using ClipGrid.Model.Network;
using ClipGrid.Model.Pictures.Augmentation;
using ClipGrid.Model.Training;

namespace ClipGrid.Benchmarks.Runs;

/// <summary>Fashion-MNIST as pairs with one caption per class, then zero-shot classification of the test pictures.</summary>
internal sealed class FashionMnistRun(TextWriter output)
{
    private const int BatchSize = 128;
    private const int DefaultStepCount = 600;

    internal async Task<int> Run(RunOptions options)
    {
        long start = Stopwatch.GetTimestamp();
        (byte[][] trainPictures, byte[] trainLabels) = FashionMnist.Read(options.DataFolder, "train");
        (byte[][] testPictures, byte[] testLabels) = FashionMnist.Read(options.DataFolder, "t10k");
        output.WriteLine($"{trainPictures.Length} pictures to train on, {testPictures.Length} to classify.");
        int steps = options.StepCount ?? DefaultStepCount;
        var specification = new TrainingSpecification
        {
            Seed = 1,
            BatchSize = BatchSize,
            Schedule = new CosineSchedule { BaseRate = 1e-3, WarmupSteps = Math.Min(100, steps), TotalSteps = steps },
            GradientClipNorm = 1,
            SpareGroups = true,
        };
        TrainingPair[] pairs = FashionMnist.Pairs(trainPictures, trainLabels);
        var augmentation = new TrainingAugmentation { FlipProbability = 0.5f };
        ClipModel model = new ScratchRun(output).Train(pairs, ClipPresets.Get("Micro/4@28"), augmentation, specification);
        await using ClipEncoder encoder = ClipEncoder.Over(model);
        var prompts = new ZeroShotPrompts(FashionMnist.ClassNames, [FashionMnist.Template]);
        var classifier = ZeroShotClassifier.Build(prompts, await Embeddings.Texts(encoder, prompts.Expand()));
        EmbeddingMatrix pictures = await Embeddings.Pictures(encoder, [.. testPictures.Select(picture => (ReadOnlyMemory<byte>)FashionMnist.Png(picture))]);
        Print(ClassificationReport.Create(FashionMnist.ClassNames, [.. testLabels.Select(label => (int)label)], classifier.Rank(pictures, 5)));
        output.WriteLine($"{Stopwatch.GetElapsedTime(start).TotalSeconds:f0} s in all.");
        return 0;
    }

    private void Print(ClassificationReport report)
    {
        foreach (ClassScore score in report.Classes)
            output.WriteLine($"  {score.Name,-12} recall {score.Recall:f3}  precision {score.Precision:f3}");
        output.WriteLine($"zero-shot: top-1 {report.Top1:f4}, top-5 {report.Top5:f4}");
    }
}
