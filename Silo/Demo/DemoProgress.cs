namespace ClipGrid.Silo.Demo;

/// <summary>How far the demo's training is.</summary>
internal sealed record DemoProgress
{
    /// <summary>Steps done, from 1.</summary>
    public required long StepCount { get; init; }

    /// <summary>Steps of the whole training.</summary>
    public required long TotalSteps { get; init; }

    /// <summary>Loss of the last step, in nats.</summary>
    public required double Loss { get; init; }

    /// <summary>Learning rate of the last step.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Pairs trained per second, on average so far.</summary>
    public required double PairsPerSecond { get; init; }

    /// <summary>Time that the other steps will take at this pace.</summary>
    public required TimeSpan Left { get; init; }

    /// <summary>True on the last step.</summary>
    public bool IsLast => StepCount == TotalSteps;

    /// <summary>For a person, on one line.</summary>
    public override string ToString() =>
        $"step {StepCount}/{TotalSteps}  loss {Loss:F3}  rate {LearningRate:0.0e-0}  {PairsPerSecond:F0} pairs/s  {Left:m\\:ss} left";
}
