using System.Globalization;
using ClipGrid.Model.Network;
using ClipGrid.Model.Tests.Network;
using ClipGrid.Model.Training;

namespace ClipGrid.Model.Tests.Training;

/// <summary>A run in a process of its own: continues from the newest checkpoint of its folder, adds one every few steps.</summary>
internal static class TrainingProcess
{
    internal const string Command = "train";
    internal const string StepWord = "step ";
    internal const string DigestWord = "digest ";

    private const int StepsPerCheckpoint = 7;

    internal static int Run(ObjectiveKind objective, string folder, TextWriter output)
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        TrainingSpecification specification = LabelRun.SpecificationOf(objective) with { Schedule = new ConstantSchedule { BaseRate = 2e-3, TotalSteps = 60 } };
        ITrainingData data = LabelRun.Data(TinyClip.Vit, specification);
        string? newest = Directory.EnumerateDirectories(folder, "step-?????").Max(StringComparer.Ordinal);
        using ClipTrainer trainer = newest is null
            ? new ClipTrainer(network, specification, data)
            : ClipTrainer.Resume(network, data, TrainerCheckpoint.Load(newest));
        while (!trainer.IsFinished)
        {
            long step = trainer.Step().Step;
            output.WriteLine(StepWord + step.ToString(CultureInfo.InvariantCulture));
            output.Flush();
            if (trainer.StepCount % StepsPerCheckpoint == 0)
                trainer.Capture().Save(Path.Combine(folder, $"step-{trainer.StepCount:D5}"));
        }
        output.WriteLine(DigestWord + TinyRun.Digest(network) + LabelRun.HeadOf(trainer, specification));
        return 0;
    }
}
