using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Training.Checkpoints;
using ClipGrid.Model.Embedding;
using ClipGrid.Model.Training;

namespace ClipGrid.Grains.Training.Runs;

/// <summary>The steps of a run, on the thread that calls it.</summary>
/// <param name="specification">What to train.</param>
/// <param name="prepared">On what.</param>
/// <param name="uploads">Where checkpoints go.</param>
/// <param name="time">The clock.</param>
internal sealed class SessionSteps(SessionSpecification specification, PreparedSession prepared, CheckpointUploads uploads, TimeProvider time)
{
    private readonly long _truncatedBefore = uploads.Newest?.TruncatedCaptionCount ?? 0;
    private PictureCaptionData? _data;

    /// <summary>Captions that were cut so far, runs before this one included.</summary>
    public long TruncatedCaptionCount => _truncatedBefore + (_data?.TruncatedCount ?? 0);

    /// <summary>Trains until all steps are done or somebody wants a pause.</summary>
    /// <param name="modelFolder">Where the model is saved once all steps are done.</param>
    /// <param name="measured">Told of every step.</param>
    /// <param name="pause">Ends it after a step, with a checkpoint.</param>
    /// <param name="cancel">Ends it after a step, without one.</param>
    public TrainingOutcome Run(string modelFolder, Action<MetricPoint> measured, CancellationToken pause, CancellationToken cancel)
    {
        using ClipModel model = prepared.BuildModel(specification.Seed);
        _data = new PictureCaptionData(prepared.Items.Texts, prepared.Pictures, model.Tokenizer, model.Preprocess, TrainingMapping.Augmentation(specification), specification.Seed);
        using ClipTrainer trainer = prepared.Checkpoint is { } checkpoint
            ? ClipTrainer.Resume(model.Network, _data, checkpoint)
            : new ClipTrainer(model.Network, TrainingMapping.Training(specification), _data);
        prepared.Checkpoint = null;
        Train(trainer, measured, pause, cancel);
        uploads.Wait(isDue: false, cancel);
        TrainerCheckpoint? last = trainer.StepCount > (uploads.Newest?.Step ?? 0) ? trainer.Capture() : null;
        if (trainer.IsFinished)
            model.Save(modelFolder, TrainingMapping.Layout(model.Network.Config), cancel);
        return new TrainingOutcome(trainer.IsFinished, last);
    }

    private void Train(ClipTrainer trainer, Action<MetricPoint> measured, CancellationToken pause, CancellationToken cancel)
    {
        SpeedMeter speed = new(time, specification.BatchSize);
        while (!trainer.IsFinished && !pause.IsCancellationRequested)
        {
            cancel.ThrowIfCancellationRequested();
            uploads.ThrowIfFailed();
            StepResult step = trainer.Step();
            measured(new MetricPoint
            {
                Step = step.Step + 1,
                SampleCount = step.SamplesSeen,
                Loss = step.Scalars!.Loss,
                LearningRate = step.LearningRate,
                GradientNorm = step.Scalars.GradientNorm,
                LogitScale = step.Scalars.LogitScale,
                SamplesPerSecond = speed.Count(),
                At = time.GetUtcNow(),
            });
            if (trainer.StepCount % specification.CheckpointInterval != 0 || trainer.IsFinished)
                continue;
            // One upload in flight: a store that is slower than the interval slows the training down, not the memory up.
            uploads.Wait(isDue: true, cancel);
            uploads.Begin(trainer.Capture(), TruncatedCaptionCount);
        }
    }
}
