using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Contracts.Client;

/// <summary>How far pictures are on their way from the client's disk into a data set.</summary>
/// <param name="SentByteCount">Bytes sent.</param>
/// <param name="TotalByteCount">About how many bytes are to be sent; 0 where the silo reads its own disk.</param>
/// <param name="Ingest">How far the grid is with them; null while they are sent.</param>
public sealed record AddProgress(long SentByteCount, long TotalByteCount, IngestStatus? Ingest);
