using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Dashboard.Datasets.Uploads;

/// <summary>An upload that has come whole and is now taken in.</summary>
/// <param name="Dataset">The data set.</param>
/// <param name="Operation">The ingest.</param>
/// <param name="FileCount">Files that are taken in.</param>
internal sealed record UploadAnswer(DatasetName Dataset, OperationId Operation, int FileCount);
