namespace ClipGrid.Grains.Datasets.Ingest;

/// <summary>Where an ingest goes on.</summary>
/// <param name="Checkpoint">What it has done durably.</param>
/// <param name="IsSealing">Whether its version is nearly there: see <see cref="IngestRecord.IsSealing"/>.</param>
/// <param name="IsCompleted">Whether it is there: nothing is left to do, only the answer was lost.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.IngestStart")]
internal sealed record IngestStart([property: Id(0)] IngestCheckpoint Checkpoint, [property: Id(1)] bool IsSealing, [property: Id(2)] bool IsCompleted = false);
