namespace ClipGrid.Silo.Demo;

/// <summary>What the demo was asked for.</summary>
internal sealed record DemoOptions
{
    /// <summary>The folder for the drawn pictures; made if it is not there.</summary>
    public required string Folder { get; init; }

    /// <summary>True ends the silo after the demo; false goes on serving.</summary>
    public required bool Exits { get; init; }

    /// <summary>True trains a model even if there is one.</summary>
    public required bool IsFresh { get; init; }

    /// <summary>Steps of a training, 1 or more.</summary>
    public required int StepCount { get; init; }
}
