using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Training.Checkpoints;
using ClipGrid.Model.Training;

namespace ClipGrid.Grains.Training.Runs;

/// <summary>The steps of a run, on the thread that calls it.</summary>
/// <param name="assignment">What to train.</param>
/// <param name="prepared">On what.</param>
/// <param name="uploads">Where checkpoints go.</param>
/// <param name="orders">What the run is told meanwhile.</param>
/// <param name="lease">Its right to go on.</param>
/// <param name="time">The clock.</param>
internal sealed class SessionSteps(
    SessionAssignment assignment, PreparedSession prepared, CheckpointUploads uploads, RunOrders orders, RunLease lease, TimeProvider time)
{
    private readonly SessionSpecification _specification = assignment.Specification;
    private readonly long _truncatedBefore = uploads.Newest?.TruncatedCaptionCount ?? 0;
    private readonly CheckpointRhythm _rhythm = new(assignment.Specification, time);

    /// <summary>Where the model is saved once the training is over.</summary>
    public required string Folder { get; init; }

    /// <summary>Told of every step, and of the captions that were cut until then.</summary>
    public required Action<MetricPoint, long> Measured { get; init; }

    /// <summary>Trains until the training is over or somebody wants a pause.</summary>
    /// <param name="pause">Ends it after a step, with a checkpoint.</param>
    public TrainingOutcome Run(CancellationToken pause)
    {
        using Trainee trainee = prepared.BuildTrainee(assignment);
        bool isOver = Train(trainee, pause);
        uploads.Wait(isDue: false, orders.Cancel);
        TrainerCheckpoint? last = trainee.Trainer.StepCount > (uploads.Newest?.Step ?? 0) ? trainee.Trainer.Capture() : null;
        if (isOver)
            trainee.Save(Folder, orders.Cancel);
        return new TrainingOutcome { IsFinished = isOver, Checkpoint = last, PublishedStep = trainee.Trainer.StepCount };
    }

    // Whether the training is over.
    private bool Train(Trainee trainee, CancellationToken pause)
    {
        ClipTrainer trainer = trainee.Trainer;
        SpeedMeter speed = new(time, _specification.BatchSize);
        MemoryMeter memory = new(time);
        while (!(trainer.IsFinished || orders.IsStopping && trainer.StepCount > 0))
        {
            if (pause.IsCancellationRequested)
                return false;
            RequireRight();
            bool hasNewRate = trainer.RateFactor != orders.RateFactor;
            if (hasNewRate)
                trainer.RateFactor = orders.RateFactor;
            StepResult step = trainer.Step();
            Measured(Point(step, speed, memory), _truncatedBefore + trainee.TruncatedCaptionCount);
            if (!hasNewRate && !_rhythm.IsDue(trainer.StepCount) || trainer.IsFinished)
                continue;
            // One upload in flight: a store that is slower than the interval slows the training down, not the memory up.
            uploads.Wait(isDue: true, orders.Cancel);
            uploads.Begin(trainer.Capture(), _truncatedBefore + trainee.TruncatedCaptionCount);
        }
        return true;
    }

    private void RequireRight()
    {
        orders.Cancel.ThrowIfCancellationRequested();
        uploads.ThrowIfFailed();
        if (!lease.IsValid)
            throw new RunFencedException($"Run {assignment.Attempt} of session {assignment.Session} does not count any more, because its session did not answer it in time or has another: it stops, and nothing that it did after its last checkpoint counts.");
    }

    private MetricPoint Point(StepResult step, SpeedMeter speed, MemoryMeter memory) => new()
    {
        Step = step.Step + 1,
        SampleCount = step.SamplesSeen,
        Loss = step.Scalars!.Loss,
        LearningRate = step.LearningRate,
        GradientNorm = step.Scalars.GradientNorm,
        LogitScale = step.Scalars.LogitScale,
        SamplesPerSecond = speed.Count(),
        At = time.GetUtcNow(),
        UpdateRatio = step.Scalars.UpdateRatio,
        DataWait = step.DataWait.TotalSeconds,
        MemoryBytes = memory.Read(),
        BatchAccuracy = step.Scalars.BatchAccuracy,
    };
}
