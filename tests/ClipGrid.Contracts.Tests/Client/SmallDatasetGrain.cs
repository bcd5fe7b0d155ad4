using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Contracts.Tests.Client;

/// <summary>A data set that ends its ingests as the memory says.</summary>
internal sealed class SmallDatasetGrain(SmallGridMemory memory) : Grain, IDatasetGrain
{
    private string Key => this.GetPrimaryKeyString();

    public Task<IngestStatus> AddAsync(AddItemsRequest request, CancellationToken cancellationToken)
    {
        memory.Ingests[Key] = request;
        memory.IngestStarted.TrySetResult();
        return Task.FromResult(Status(request.Operation));
    }

    public Task<IngestStatus> GetIngestAsync(OperationId ingest, CancellationToken cancellationToken) => Task.FromResult(Status(ingest));

    public Task<IngestStatus> CancelIngestAsync(OperationId ingest, CancellationToken cancellationToken)
    {
        memory.Cancelled.Add(Key);
        return Task.FromResult(Status(ingest) with { State = JobState.Cancelled });
    }

    public Task RecoverAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<DatasetInfo> GetAsync(CancellationToken cancellationToken) =>
        throw new GridException(GridProblem.NotFound, $"There is no data set {Key}: add one.");

    public Task<DatasetVersionInfo> GetVersionAsync(int? version, CancellationToken cancellationToken) =>
        throw new GridException(GridProblem.NotFound, $"There is no data set {Key}: add one.");

    public Task<RefusedPage> GetRefusedAsync(int? version, int skip, int top, CancellationToken cancellationToken) =>
        Task.FromResult(new RefusedPage([.. Enumerable.Range(skip, Math.Min(top, 1200 - skip)).Select(i => new RefusedSample { Where = $"line {i}", Reason = RefusalReason.NoCaption, Message = "No caption." })], 1200));

    public Task<ItemPage> ListItemsAsync(int? version, int skip, int top, CancellationToken cancellationToken) => Task.FromResult(new ItemPage([], 0));

    public Task<ItemInfo> GetItemAsync(int? version, string key, CancellationToken cancellationToken) =>
        throw new GridException(GridProblem.NotFound, $"There is no item {key}.");

    public Task<int> DeleteItemsAsync(DeleteItemsRequest request, CancellationToken cancellationToken) => Task.FromResult(request.Keys.Length);

    public Task DeleteAsync(OperationId operation, CancellationToken cancellationToken) => Task.CompletedTask;

    private IngestStatus Status(OperationId operation) => new()
    {
        Operation = operation,
        Dataset = DatasetName.Parse(Key),
        Version = 1,
        State = memory.IngestState,
        Message = memory.IngestState == JobState.Failed ? "captions.csv has no file column: name one file." : null,
        Problem = memory.IngestState == JobState.Failed ? GridProblem.NotFound : null,
    };
}
