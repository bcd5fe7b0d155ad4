namespace ClipGrid.Model.Training;

/// <summary>What one optimiser step did.</summary>
public sealed record StepResult
{
    /// <summary>Number of the step, from 0.</summary>
    public required long Step { get; init; }

    /// <summary>Pass over the data that its batch came from, from 0.</summary>
    public required long Epoch { get; init; }

    /// <summary>Pairs that the run has seen, this step's included.</summary>
    public required long SamplesSeen { get; init; }

    /// <summary>The rate that was used: the schedule's times <see cref="ClipTrainer.RateFactor"/>.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Seconds that the step waited for its batch to be loaded; near 0 as long as the data keep up.</summary>
    public required double DataWait { get; init; }

    /// <summary>What the device was asked for, or null on a step that did not ask.</summary>
    public required StepScalars? Scalars { get; init; }
}
