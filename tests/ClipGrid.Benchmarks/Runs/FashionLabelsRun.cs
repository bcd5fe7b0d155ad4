using System.Diagnostics;
using System.Globalization;
using ClipGrid.Model.Classification;
using ClipGrid.Model.Embedding;
using ClipGrid.Model.Evaluation;
using ClipGrid.Model.Network;
using ClipGrid.Model.Pictures.Augmentation;
using ClipGrid.Model.Training;
using ClipGrid.Model.Weights;

namespace ClipGrid.Benchmarks.Runs;

/// <summary>Fashion-MNIST by its labels: zero-shot, a linear probe and a full fine-tune of one small contrastive model, then mixtures.</summary>
internal sealed class FashionLabelsRun(TextWriter output)
{
    private const int PairStepCount = 200;
    private const int DefaultStepCount = 1400;
    private const ulong Seed = 1;
    private static readonly TrainingAugmentation Mirrored = new() { FlipProbability = 0.5f };

    internal async Task<int> Run(RunOptions options)
    {
        (byte[][] trainPictures, byte[] trainLabels) = FashionMnist.Read(options.DataFolder, "train");
        (byte[][] testPictures, byte[] testLabels) = FashionMnist.Read(options.DataFolder, "t10k");
        TrainingPair[] pairs = FashionMnist.Pairs(trainPictures, trainLabels);
        ReadOnlyMemory<byte>[] tests = [.. testPictures.Select(picture => (ReadOnlyMemory<byte>)FashionMnist.Png(picture))];
        int[] train = [.. trainLabels.Select(label => (int)label)], truth = [.. testLabels.Select(label => (int)label)];

        TrainingSpecification contrastive = Specification(PairStepCount, 1e-3) with { SpareGroups = true };
        ClipModel model = new ScratchRun(output).Train(pairs, ClipPresets.Get("Micro/4@28"), Mirrored, contrastive);
        await using ClipEncoder encoder = ClipEncoder.Over(model);
        var prompts = new ZeroShotPrompts(FashionMnist.ClassNames, [FashionMnist.Template]);
        var zeroShot = ZeroShotClassifier.Build(prompts, await Embeddings.Texts(encoder, prompts.Expand()));
        ClassifierHead start = ClassifierHead.FromTexts(zeroShot.ClassNames, zeroShot.Weights, zeroShot.LogitScale);
        EmbeddingMatrix tested = await Embeddings.Pictures(encoder, tests);
        Report("zero-shot", Accuracy(start, tested, truth), seconds: 0);

        EmbeddingMatrix embedded = await Embeddings.Pictures(encoder, [.. pairs.Select(pair => pair.Picture)]);
        TrainingSpecification probe = Specification(600, 0.1) with { Objective = ObjectiveKind.Probe, ClassCount = 10, BatchSize = 1024, ImageTower = TowerTraining.Locked, TextTower = TowerTraining.Locked };
        (ClassifierHead probed, double probeSeconds) = Train(model.Network, probe, new LabelledEmbeddings(embedded, train, 10), ClassifierHead.Zeros(start.Classes, start.EmbedDim));
        Report("linear probe", Accuracy(probed, tested, truth), probeSeconds);

        WeightSet before = model.Network.ToWeights();
        TrainingSpecification labels = Specification(options.StepCount ?? DefaultStepCount, 1e-3) with { Objective = ObjectiveKind.Labels, ClassCount = 10, TextTower = TowerTraining.Locked };
        var data = new LabelledPictureData(train, 10, new PairFiles(pairs), model.Preprocess, Mirrored, Seed);
        (ClassifierHead tuned, double tunedSeconds) = Train(model.Network, labels, data, start);
        WeightSet after = model.Network.ToWeights();
        foreach (double share in new[] { 0, 0.25, 0.5, 0.75, 1 })
        {
            model.Network.Load(WeightMixture.Mix(before, after, share));
            EmbeddingMatrix mixed = await Embeddings.Pictures(encoder, tests);
            Report($"share {share:f2} of the fine-tune", Accuracy(WeightMixture.Mix(start, tuned, share), mixed, truth), share < 1 ? 0 : tunedSeconds);
        }
        return 0;
    }

    private (ClassifierHead Head, double Seconds) Train(ClipNetwork network, TrainingSpecification specification, ITrainingData data, ClassifierHead start)
    {
        long begun = Stopwatch.GetTimestamp();
        using var trainer = new ClipTrainer(network, specification, data, start);
        new ScratchRun(output).Run(trainer, specification);
        return (trainer.CopyHead(start.Classes), Stopwatch.GetElapsedTime(begun).TotalSeconds);
    }

    private void Report(string what, double accuracy, double seconds) => output.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{what,-28} accuracy {accuracy:f4}{(seconds > 0 ? $"  {seconds:f1} s of training" : "")}"));

    private static TrainingSpecification Specification(int stepCount, double rate) => new()
    {
        Seed = Seed,
        BatchSize = 128,
        Schedule = new CosineSchedule { BaseRate = rate, WarmupSteps = Math.Min(50, stepCount), TotalSteps = stepCount },
        GradientClipNorm = 1,
    };

    private static double Accuracy(ClassifierHead head, EmbeddingMatrix pictures, int[] truth) => Enumerable.Range(0, truth.Length).Average(row =>
    {
        float[] logits = head.Logits(pictures.Row(row));
        return Array.IndexOf(logits, logits.Max()) == truth[row] ? 1.0 : 0;
    });
}
