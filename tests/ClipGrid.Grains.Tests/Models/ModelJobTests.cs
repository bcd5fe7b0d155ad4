using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Grains.Cluster;
using ClipGrid.Grains.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace ClipGrid.Grains.Tests.Models;

public sealed class ModelJobTests : IAsyncDisposable
{
    private readonly ModelBench _bench = new();
    private readonly BackgroundWork _work = new(NullLogger<BackgroundWork>.Instance);
    private readonly ModelJobs _jobs;

    public ModelJobTests() => _jobs = new ModelJobs(_work);

    public async ValueTask DisposeAsync()
    {
        await _work.DisposeAsync();
        _bench.Dispose();
    }

    [Fact]
    public async Task Cancel_WhileStoring_KeepsNothing()
    {
        string folder = SmallModel.Write(_bench.Folder.File("m"));
        TaskCompletionSource reached = new(), cancelled = new();
        _bench.Blobs.BeforePut = _ =>
        {
            reached.TrySetResult();
            return cancelled.Task;
        };
        OperationId operation = OperationId.New();
        ModelJob job = _jobs.Start(ModelBench.Name, operation, "import", (running, ending) => running.RunAsync(
            async token => ((await _bench.StoreAsync(folder, cancellationToken: token)).Id, null), ending));
        await reached.Task;
        Assert.Equal(JobState.Running, job.Status.State);
        await job.CancelAsync();
        cancelled.SetResult();
        await _work.WhenEndedAsync($"model/{ModelBench.Name}/{operation}");
        Assert.Equal(JobState.Cancelled, _jobs.Get(ModelBench.Name, operation).Status.State);
        Assert.Empty(await _bench.Blobs.NamesAsync());
        await job.CancelAsync();
        Assert.Equal(JobState.Cancelled, job.Status.State);
    }

    [Fact]
    public async Task Run_UnforeseenFailure_IsToldAndKept()
    {
        OperationId operation = OperationId.New();
        ModelJob job = _jobs.Start(ModelBench.Name, operation, "import", (running, ending) => running.RunAsync(_ => throw new InvalidTimeZoneException("odd"), ending));
        await _work.WhenEndedAsync($"model/{ModelBench.Name}/{operation}");
        Assert.Equal(JobState.Failed, job.Status.State);
        Assert.Contains("odd", job.Status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_SiloEnds_IsRefused()
    {
        await _work.DisposeAsync();
        GridException error = Assert.Throws<GridException>(() => _jobs.Start(ModelBench.Name, OperationId.New(), "import", (_, _) => Task.CompletedTask));
        Assert.Equal(GridProblem.Unavailable, error.Problem);
    }
}
