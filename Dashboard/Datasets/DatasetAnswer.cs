namespace ClipGrid.Dashboard.Datasets;

/// <summary>A data set.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Versions">Completed versions, the oldest first.</param>
/// <param name="Ingests">The ingests that ran last, the newest first; at most 20.</param>
/// <param name="DeletedCount">Items deleted since they were taken in.</param>
internal sealed record DatasetAnswer(string Name, IReadOnlyList<DatasetVersionAnswer> Versions, IReadOnlyList<IngestAnswer> Ingests, long DeletedCount);
