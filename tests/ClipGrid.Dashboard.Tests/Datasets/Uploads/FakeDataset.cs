using System.Reflection;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Dashboard.Tests.Datasets.Uploads;

/// <summary>A data set that only takes ingests; each ends at once.</summary>
public class FakeDataset : DispatchProxy
{
    private string _name = "";
    private UploadGrid _grid = null!;

    public static IDatasetGrain Of(string name, UploadGrid grid)
    {
        IDatasetGrain dataset = Create<IDatasetGrain, FakeDataset>();
        (((FakeDataset)(object)dataset)._name, ((FakeDataset)(object)dataset)._grid) = (name, grid);
        return dataset;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => (targetMethod?.Name, args) switch
    {
        (nameof(IDatasetGrain.AddAsync), [AddItemsRequest request, ..]) => Add(request),
        (nameof(IDatasetGrain.GetIngestAsync), [OperationId operation, ..]) => Task.FromResult(Status(operation, JobState.Completed)),
        (nameof(IDatasetGrain.GetAsync), _) => _grid.IsBusy
            ? Task.FromResult(new DatasetInfo { Name = DatasetName.Parse(_name), Versions = [], Ingests = [Status(OperationId.New(), JobState.Running)], DeletedCount = 0 })
            : Task.FromException<DatasetInfo>(new GridException(GridProblem.NotFound, $"There is no data set {_name}.")),
        _ => throw new NotSupportedException(targetMethod?.Name),
    };

    private Task<IngestStatus> Add(AddItemsRequest request)
    {
        if (_grid.Refusal is { } refusal)
            return Task.FromException<IngestStatus>(refusal);
        _grid.Added.Add(request);
        return Task.FromResult(Status(request.Operation, JobState.Completed));
    }

    private IngestStatus Status(OperationId operation, JobState state) =>
        new() { Operation = operation, Dataset = DatasetName.Parse(_name), Version = 1, State = state };
}
