using ClipGrid.Contracts.Naming;

namespace ClipGrid.Grains.Datasets;

/// <summary>That a version is there.</summary>
/// <param name="Operation">The ingest that made it.</param>
/// <param name="RequestDigest">Digest of its request.</param>
internal sealed record VersionEntry(OperationId Operation, string RequestDigest);
