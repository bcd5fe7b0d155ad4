using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Transfers;

namespace ClipGrid.Dashboard.Datasets.Uploads;

/// <summary>An upload that the grid has and takes in.</summary>
/// <param name="Dataset">The data set.</param>
/// <param name="Operation">The ingest.</param>
/// <param name="Transfer">Its bytes.</param>
internal sealed record SentUpload(DatasetName Dataset, OperationId Operation, TransferId Transfer);
