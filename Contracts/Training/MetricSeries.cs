namespace ClipGrid.Contracts.Training;

/// <summary>A curve of a session.</summary>
public enum MetricSeries
{
    /// <summary>The batch's loss.</summary>
    Loss = 0,

    /// <summary>The learning rate.</summary>
    LearningRate = 1,

    /// <summary>The gradient's length before clipping.</summary>
    GradientNorm = 2,

    /// <summary>exp of the logit scale.</summary>
    LogitScale = 3,

    /// <summary>Pairs a second.</summary>
    SamplesPerSecond = 4,

    /// <summary>Length of the step's change over the length of the weights.</summary>
    UpdateRatio = 5,

    /// <summary>Seconds of the step in which training waited for data.</summary>
    DataWait = 6,

    /// <summary>Bytes of memory that the silo's process has in use.</summary>
    MemoryBytes = 7,

    /// <summary>Share of the batch whose own text, or label, was the most likely one.</summary>
    BatchAccuracy = 8,
}
