using System.Text.Json;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Grains.Models;

/// <content>Imports and exports, which run in the background of this silo.</content>
internal sealed partial class ModelGrain
{
    // Jobs are known on this silo only: the grain stays there while somebody may ask for one.
    private static readonly TimeSpan JobMemory = TimeSpan.FromHours(2);

    /// <inheritdoc/>
    public Task<ModelJobStatus> ImportAsync(ImportModelRequest request, CancellationToken cancellationToken)
    {
        importer.Require(request);
        ModelName name = Name;
        IModelRegistryGrain registry = this.AsReference<IModelRegistryGrain>();
        return Start(request.Operation, JsonSerializer.Serialize(request), (job, ending) => importer.RunAsync(job, name, request, registry, ending));
    }

    /// <inheritdoc/>
    public Task<ModelJobStatus> ExportAsync(OperationId operation, string? selector, ModelLayout layout, CancellationToken cancellationToken)
    {
        string request = $"export {selector} {layout}";
        // Repeated, it is the job that it was, wherever the alias points now.
        if (jobs.Find(Name, operation, request) is { } former)
            return Task.FromResult(former.Status);
        ModelVersionId id = ModelVersions.Resolve(Name, state.State, selector).Id;
        return Start(operation, request, (job, ending) => exporter.RunAsync(job, id, layout, ending));
    }

    /// <inheritdoc/>
    public Task<ModelJobStatus> GetJobAsync(OperationId job, CancellationToken cancellationToken) => Task.FromResult(jobs.Get(Name, job).Status);

    /// <inheritdoc/>
    public async Task<ModelJobStatus> CancelJobAsync(OperationId job, CancellationToken cancellationToken)
    {
        ModelJob found = jobs.Get(Name, job);
        await found.CancelAsync();
        return found.Status;
    }

    private Task<ModelJobStatus> Start(OperationId operation, string request, Func<ModelJob, CancellationToken, Task> run)
    {
        ModelJob job = jobs.Start(Name, operation, request, run);
        DelayDeactivation(JobMemory);
        return Task.FromResult(job.Status);
    }
}
