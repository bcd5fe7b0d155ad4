using ClipGrid.Contracts.Training;

namespace ClipGrid.Dashboard.Training;

/// <summary>What was measured at a step. What is no number is null.</summary>
internal sealed record MetricAnswer
{
    /// <summary>The step, from 1.</summary>
    public required long Step { get; init; }

    /// <summary>Pairs seen so far.</summary>
    public required long SampleCount { get; init; }

    /// <summary>The batch's loss.</summary>
    public double? Loss { get; init; }

    /// <summary>The learning rate.</summary>
    public double? LearningRate { get; init; }

    /// <summary>The gradient's length before clipping.</summary>
    public double? GradientNorm { get; init; }

    /// <summary>exp of the logit scale.</summary>
    public double? LogitScale { get; init; }

    /// <summary>Pairs a second, over the last steps.</summary>
    public double? SamplesPerSecond { get; init; }

    /// <summary>Length of the step's change over the length of the weights.</summary>
    public double? UpdateRatio { get; init; }

    /// <summary>Seconds of the step in which training waited for data.</summary>
    public double? DataWait { get; init; }

    /// <summary>Bytes of memory that the silo's process has in use.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Share of the batch whose own text, or label, was the most likely one.</summary>
    public double? BatchAccuracy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Of the SDK's point.</summary>
    public static MetricAnswer Of(MetricPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return new MetricAnswer
        {
            Step = point.Step,
            SampleCount = point.SampleCount,
            Loss = Finite(point.Loss),
            LearningRate = Finite(point.LearningRate),
            GradientNorm = Finite(point.GradientNorm),
            LogitScale = Finite(point.LogitScale),
            SamplesPerSecond = Finite(point.SamplesPerSecond),
            UpdateRatio = Finite(point.UpdateRatio),
            DataWait = Finite(point.DataWait),
            MemoryBytes = point.MemoryBytes,
            BatchAccuracy = Finite(point.BatchAccuracy),
            At = point.At,
        };
    }

    // JSON has no word for them.
    private static double? Finite(double number) => double.IsFinite(number) ? number : null;
}
