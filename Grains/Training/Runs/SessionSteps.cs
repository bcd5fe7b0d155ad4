using System.Collections.Immutable;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Training.Checkpoints;
using ClipGrid.Grains.Training.Parts;
using ClipGrid.Grains.Training.Tasks;
using ClipGrid.Grains.Training.Telemetry;
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

    /// <summary>Told why it is no longer bit for bit its own, before its first step.</summary>
    public required Action<ImmutableArray<string>> Begun { get; init; }

    /// <summary>Told of every step, and of the captions that were cut until then.</summary>
    public required Action<MetricPoint, long> Measured { get; init; }

    /// <summary>Counts its steps.</summary>
    public required RunMeter Meter { get; init; }

    /// <summary>The devices that share its batches.</summary>
    public required PartCrew Crew { get; init; }

    /// <summary>What judges it meanwhile, or null.</summary>
    public RunEvaluations? Evaluations { get; init; }

    /// <summary>Told whether it is being evaluated now.</summary>
    public required Action<bool> Evaluating { get; init; }

    /// <summary>Trains until the training is over or somebody wants a pause.</summary>
    /// <param name="final">Saves what is published once the training is over.</param>
    /// <param name="pause">Ends it after a step, with a checkpoint.</param>
    public TrainingOutcome Run(FinalModel final, CancellationToken pause)
    {
        using Trainee trainee = TraineeBuilder.Build(prepared, assignment);
        Crew.Begin(trainee.Trainer);
        bool isOver = Train(trainee, pause);
        uploads.Wait(isDue: false, orders.Cancel);
        TrainerCheckpoint? last = IsStored(trainee) ? null : trainee.Trainer.Capture();
        return isOver
            ? new TrainingOutcome { Checkpoint = last, Final = final.Save(trainee, Folder, orders.Cancel) }
            : new TrainingOutcome { Checkpoint = last };
    }

    // Whether the training is over.
    private bool Train(Trainee trainee, CancellationToken pause)
    {
        ClipTrainer trainer = trainee.Trainer;
        Begun([.. trainer.Inexactness]);
        SpeedMeter speed = new(time, _specification.BatchSize);
        MemoryMeter memory = new(time);
        while (true)
        {
            bool isLast = trainer.IsFinished || orders.IsStopping && trainer.StepCount > 0;
            bool isJudged = Evaluations?.IsDue(trainer.StepCount, isLast) == true;
            if (pause.IsCancellationRequested && (!isLast || isJudged))
                return false;
            RequireRight();
            if (isJudged)
                Judge(trainee, pause);
            if (isJudged && pause.IsCancellationRequested)
                continue;
            if (isLast || Evaluations?.StopReason is not null)
                return true;
            bool hasNewRate = trainer.RateFactor != orders.RateFactor;
            if (hasNewRate)
                trainer.RateFactor = orders.RateFactor;
            long begun = time.GetTimestamp();
            MetricPoint point = Point(trainer.Step(), speed, memory);
            Meter.Stepped(point, _specification.BatchSize, time.GetElapsedTime(begun));
            Measured(point, _truncatedBefore + trainee.TruncatedCaptionCount);
            if ((hasNewRate || _rhythm.IsDue(trainer.StepCount)) && !trainer.IsFinished)
                Store(trainee);
        }
    }

    // What is judged is a checkpoint: whoever goes on there need not judge it again.
    private void Judge(Trainee trainee, CancellationToken pause)
    {
        uploads.Wait(isDue: false, orders.Cancel);
        while (!IsStored(trainee))
        {
            RequireRight();
            Store(trainee);
            uploads.Wait(isDue: false, orders.Cancel);
        }
        Evaluating(true);
        try
        {
            Evaluations!.Run(trainee, pause);
        }
        catch (OperationCanceledException) when (pause.IsCancellationRequested && !orders.Cancel.IsCancellationRequested)
        {
            // The checkpoint is stored: it is judged when the session goes on.
        }
        finally
        {
            Evaluating(false);
        }
    }

    // One upload in flight: a store that is slower than the interval slows the training down, not the memory up.
    private void Store(Trainee trainee)
    {
        uploads.Wait(isDue: true, orders.Cancel);
        uploads.Begin(trainee.Trainer.Capture(), _truncatedBefore + trainee.TruncatedCaptionCount);
    }

    private bool IsStored(Trainee trainee) => trainee.Trainer.StepCount <= (uploads.Newest?.Step ?? 0);

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
        DataWait = step.DataWait,
        MemoryBytes = memory.Read(),
        BatchAccuracy = step.Scalars.BatchAccuracy,
    };
}
