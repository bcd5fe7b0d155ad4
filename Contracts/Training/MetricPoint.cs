namespace ClipGrid.Contracts.Training;

/// <summary>What was measured at a step, after its update.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.MetricPoint")]
public sealed record MetricPoint
{
    /// <summary>The step, from 1.</summary>
    [Id(0)]
    public required long Step { get; init; }

    /// <summary>Pairs seen so far.</summary>
    [Id(1)]
    public required long SampleCount { get; init; }

    /// <summary>The batch's loss.</summary>
    [Id(2)]
    public required double Loss { get; init; }

    /// <summary>The learning rate.</summary>
    [Id(3)]
    public required double LearningRate { get; init; }

    /// <summary>The gradient's length before clipping.</summary>
    [Id(4)]
    public required double GradientNorm { get; init; }

    /// <summary>exp of the logit scale.</summary>
    [Id(5)]
    public required double LogitScale { get; init; }

    /// <summary>Pairs a second, over the last steps.</summary>
    [Id(6)]
    public required double SamplesPerSecond { get; init; }

    /// <summary>When.</summary>
    [Id(7)]
    public required DateTimeOffset At { get; init; }

    /// <summary>Length of the step's change over the length of the weights.</summary>
    [Id(8)]
    public double UpdateRatio { get; init; }

    /// <summary>Seconds of the step in which training waited for data.</summary>
    [Id(9)]
    public double DataWait { get; init; }

    /// <summary>Bytes of memory that the silo's process has in use.</summary>
    [Id(10)]
    public long MemoryBytes { get; init; }

    /// <summary>Share of the batch whose own text, or label, was the most likely one.</summary>
    [Id(11)]
    public double BatchAccuracy { get; init; }
}
