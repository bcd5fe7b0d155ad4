namespace ClipGrid.Contracts.Training;

/// <summary>A checkpoint of a session.</summary>
/// <param name="Session">The session.</param>
/// <param name="Step">Steps done.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.CheckpointRef")]
public readonly record struct CheckpointRef([property: Id(0)] SessionId Session, [property: Id(1)] long Step);
