using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Contracts.Tests.Client;

/// <summary>A model of one version, with vectors of two numbers.</summary>
internal sealed class SmallModelGrain : Grain, IModelGrain
{
    private ModelVersionInfo Version => new()
    {
        Id = new ModelVersionId(ModelName.Parse(this.GetPrimaryKeyString()), ModelDigest.Parse(new string('a', 64))),
        CreatedAt = DateTimeOffset.UnixEpoch,
        Architecture = "a small one",
        EmbedDim = 2,
        ImageSize = 32,
        ContextLength = 16,
        VocabSize = 514,
        ParameterCount = 1,
        LogitScale = 100,
        ByteCount = 1,
        Lineage = new ModelLineage(),
    };

    public Task<ModelJobStatus> ImportAsync(ImportModelRequest request, CancellationToken cancellationToken) => Task.FromResult(Done(request.Operation));

    public Task<ModelJobStatus> ExportAsync(OperationId operation, string? selector, ModelLayout layout, CancellationToken cancellationToken) => Task.FromResult(Done(operation));

    public Task<ModelJobStatus> GetJobAsync(OperationId job, CancellationToken cancellationToken) => Task.FromResult(Done(job));

    public Task<ModelJobStatus> CancelJobAsync(OperationId job, CancellationToken cancellationToken) => Task.FromResult(Done(job));

    public Task<ModelInfo> GetAsync(CancellationToken cancellationToken) => Task.FromResult(new ModelInfo { Name = Version.Id.Name, Versions = [Version], Aliases = [], History = [] });

    public Task<ModelVersionInfo> ResolveAsync(string? selector, CancellationToken cancellationToken) => Task.FromResult(Version);

    public Task<ModelInfo> SetAliasAsync(SetAliasRequest request, CancellationToken cancellationToken) => GetAsync(cancellationToken);

    public Task DeleteVersionAsync(OperationId operation, string selector, CancellationToken cancellationToken) => Task.CompletedTask;

    // The tests put the export's files under a transfer that is called like the job.
    private ModelJobStatus Done(OperationId operation) => new() { Operation = operation, State = JobState.Completed, Transfer = Transfers.TransferId.Parse("export"), Version = Version.Id };
}
