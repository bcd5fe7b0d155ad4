using ClipGrid.Model.Embedding;
using ClipGrid.Model.Tests.Embedding;
using ClipGrid.Model.Tests.Training;
using ClipGrid.Model.Training;

namespace ClipGrid.Model.Tests.Leaks;

/// <summary>Training over real picture files and captions.</summary>
internal static class TrainingWork
{
    internal const int StepCount = 500;

    private static readonly TrainingSpecification Plain = TinyRun.Specification with
    {
        Schedule = new ConstantSchedule { BaseRate = 1e-3, TotalSteps = StepCount },
    };

    // Everything else that makes tensors: micro-batches, the other loss, another compute type.
    private static readonly TrainingSpecification InParts = Plain with { MicroBatchSize = 4, Loss = LossKind.Sigmoid, Precision = Precision.BFloat16, EmaDecay = null };

    private static readonly TrainingSpecification Labels =
        Plain with { Objective = ObjectiveKind.Labels, ClassCount = 3, TextTower = TowerTraining.Locked, MicroBatchSize = 4 };

    internal static Task Steps(Action<long, long> sample) => Run(Plain, initialLogitBias: null, sample);

    internal static Task StepsInParts(Action<long, long> sample) => Run(InParts, initialLogitBias: -5, sample);

    internal static Task StepsOverLabels(Action<long, long> sample) => Run(Labels, initialLogitBias: null, sample);

    /// <summary>Runs that are captured, thrown away and continued, 50 times; every fifth continuation is refused.</summary>
    internal static Task Resumptions(Action<long, long> sample)
    {
        using ClipModel model = TinyModel.Build();
        int parametersMade = model.Network.parameters().Count();
        PictureCaptionData data = TinyData.Of(model);
        TrainerCheckpoint checkpoint = Capture(new ClipTrainer(model.Network, Plain, data));
        for (int round = 1; round <= 50; round++)
        {
            if (round % 5 == 0)
                Refuse(model, data, checkpoint);
            checkpoint = Capture(ClipTrainer.Resume(model.Network, data, checkpoint));
            sample(round, parametersMade);
        }
        return Task.CompletedTask;
    }

    private static Task Run(TrainingSpecification specification, double? initialLogitBias, Action<long, long> sample)
    {
        using ClipModel model = TinyModel.Build(TinyModel.Vit with { InitialLogitBias = initialLogitBias });
        int parametersMade = model.Network.parameters().Count();
        sample(-1, parametersMade);
        using (var trainer = new ClipTrainer(model.Network, specification, specification.Objective == ObjectiveKind.Labels ? TinyData.LabelsOf(model) : TinyData.Of(model)))
        {
            // A head is a row and a bias for each class.
            if (specification.Objective == ObjectiveKind.Labels)
                parametersMade += 2;
            if (specification.Precision == Precision.BFloat16)
                parametersMade *= 2;
            while (!trainer.IsFinished)
            {
                trainer.Step();
                if (trainer.StepCount % 25 == 0)
                    sample(trainer.StepCount, parametersMade);
            }
        }
        sample(StepCount + 1, parametersMade);
        return Task.CompletedTask;
    }

    private static TrainerCheckpoint Capture(ClipTrainer trainer)
    {
        using (trainer)
        {
            trainer.Step();
            return trainer.Capture();
        }
    }

    private static void Refuse(ClipModel model, PictureCaptionData data, TrainerCheckpoint checkpoint)
    {
        var broken = new TrainerCheckpoint(checkpoint.State, checkpoint.Weights, checkpoint.Moments.Skip(1).ToDictionary(), checkpoint.Averages);
        try
        {
            using ClipTrainer trainer = ClipTrainer.Resume(model.Network, data, broken);
        }
        catch (CheckpointException)
        {
            return;
        }
        throw new InvalidOperationException("A checkpoint without all its moments was taken.");
    }
}
