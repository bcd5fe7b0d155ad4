namespace ClipGrid.Grains.Training.Parts;

/// <summary>How far a part is, and what it takes.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.PartStatus")]
internal sealed record PartStatus
{
    /// <summary>How far.</summary>
    [Id(0)]
    public required PartState State { get; init; }

    /// <summary>What it does, or why it has ended; for people.</summary>
    [Id(1)]
    public string? Message { get; init; }

    /// <summary>What decides the last bit there, as JSON; once it is ready.</summary>
    [Id(2)]
    public string? Environment { get; init; }

    /// <summary>Bytes of the weights that the run changes.</summary>
    [Id(3)]
    public int TrainedByteCount { get; init; }

    /// <summary>Bytes of the gradients.</summary>
    [Id(4)]
    public int GradientByteCount { get; init; }
}
