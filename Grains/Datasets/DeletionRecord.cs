using ClipGrid.Contracts.Naming;

namespace ClipGrid.Grains.Datasets;

/// <summary>A deletion of items that was carried out.</summary>
/// <param name="Operation">Its operation.</param>
/// <param name="RequestDigest">Digest of its request.</param>
/// <param name="Count">The answer.</param>
internal sealed record DeletionRecord(OperationId Operation, string RequestDigest, int Count);
