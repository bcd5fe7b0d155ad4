using ClipGrid.Contracts.Naming;

namespace ClipGrid.Grains.Datasets.Ingest;

/// <summary>Says which start of which ingest writes: one that was superseded is turned away.</summary>
/// <param name="Operation">The ingest.</param>
/// <param name="Run">Its start.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.IngestClaim")]
internal readonly record struct IngestClaim([property: Id(0)] OperationId Operation, [property: Id(1)] int Run);
