using System.Diagnostics;
using ClipGrid.Model.Embedding;
using ClipGrid.Model.Evaluation;
using ClipGrid.Model.Network;
using ClipGrid.Model.Pictures.Augmentation;
using ClipGrid.Model.Training;

namespace ClipGrid.Benchmarks.Runs;

/// <summary>Emoji from scratch: can the picture of a caption never seen be found among 372?</summary>
internal sealed class EmojiRun(TextWriter output)
{
    private const int BatchSize = 128;
    private const int DefaultStepCount = 330;

    internal async Task<int> Run(RunOptions options)
    {
        long start = Stopwatch.GetTimestamp();
        IReadOnlyList<TrainingPair> train = OpenMoji.Read(options.DataFolder, "train", withVariants: true);
        IReadOnlyList<TrainingPair> validation = OpenMoji.Read(options.DataFolder, "val", withVariants: false);
        output.WriteLine($"{train.Count} emoji to train on, {validation.Count} to be found.");
        int steps = options.StepCount ?? DefaultStepCount;
        var specification = new TrainingSpecification
        {
            Seed = 1,
            BatchSize = BatchSize,
            Schedule = new CosineSchedule { BaseRate = 1e-3, WarmupSteps = Math.Min(40, steps), TotalSteps = steps },
            GradientClipNorm = 1,
        };
        var augmentation = new TrainingAugmentation
        {
            MinScale = 0.5f,
            FlipProbability = 0.5f,
            JitterProbability = 0.5f,
            Brightness = 0.2f,
            Contrast = 0.2f,
            Saturation = 0.2f,
            Hue = 0.05f,
        };
        ClipModel model = new ScratchRun(output).Train(train, ClipPresets.Get("TinyRN@64"), augmentation, specification);
        await using ClipEncoder encoder = ClipEncoder.Over(model, new EncoderOptions { AllowsTruncation = true });
        RetrievalReport report = RetrievalReport.Evaluate(new RetrievalRequest
        {
            Pictures = await Embeddings.Pictures(encoder, [.. validation.Select(pair => pair.Picture)]),
            Captions = await Embeddings.Texts(encoder, [.. validation.Select(pair => pair.Captions[0])]),
        });
        Print("text to image", report.TextToImage, validation.Count);
        Print("image to text", report.ImageToText, validation.Count);
        output.WriteLine($"{Stopwatch.GetElapsedTime(start).TotalSeconds:f0} s in all.");
        return 0;
    }

    private void Print(string direction, RetrievalMetrics metrics, int count) => output.WriteLine(
        $"{direction}: recall@1 {metrics.RecallAt1:f3}, recall@5 {metrics.RecallAt5:f3}, recall@10 {metrics.RecallAt10:f3} (chance {10.0 / count:f3}), median rank {metrics.MedianRank}, mean rank {metrics.MeanRank:f1}");
}
