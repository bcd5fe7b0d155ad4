using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Cluster.Delivery;
using ClipGrid.Grains.Training.Runs;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ClipGrid.Grains.Tests.Cluster.Delivery;

/// <summary>A call whose silo is gone waits for the grain to come up elsewhere, for so long and no longer.</summary>
public sealed class DeliveryPatienceTests
{
    private readonly FakeTimeProvider _time = new() { AutoAdvanceAmount = TimeSpan.Zero };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    public async Task Invoke_LostAFewTimes_IsSentUntilItArrives(int lossCount)
    {
        LostCalls call = new(typeof(IDatasetGrain).GetMethod(nameof(IDatasetGrain.GetAsync))!, lossCount, new SiloUnavailableException("gone"));

        await RunAsync(call);

        Assert.Equal(lossCount + 1, call.SentCount);
        Assert.NotNull(call.Response);
    }

    [Fact]
    public async Task Invoke_NeverArrives_FailsOnceTheClusterMustHaveSeenIt()
    {
        SiloUnavailableException loss = new("gone");
        LostCalls call = new(typeof(IDatasetGrain).GetMethod(nameof(IDatasetGrain.GetAsync))!, int.MaxValue, loss);
        DateTimeOffset begin = _time.GetUtcNow();

        Assert.Same(loss, await Assert.ThrowsAsync<SiloUnavailableException>(() => RunAsync(call)));
        Assert.InRange(_time.GetUtcNow() - begin, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(26));
    }

    [Fact]
    public async Task Invoke_RefusedByTheGrain_IsNotSentAgain()
    {
        LostCalls call = new(typeof(IDatasetGrain).GetMethod(nameof(IDatasetGrain.GetAsync))!, int.MaxValue, new GridException(GridProblem.NotFound, "no"));

        await Assert.ThrowsAsync<GridException>(() => RunAsync(call));

        Assert.Equal(1, call.SentCount);
    }

    [Fact]
    public async Task Invoke_CallerThatLooksElsewhereItself_IsNotSentAgain()
    {
        LostCalls call = new(typeof(ISessionHostGrain).GetMethods()[0], int.MaxValue, new SiloUnavailableException("gone"));

        await Assert.ThrowsAsync<SiloUnavailableException>(() => RunAsync(call));

        Assert.Equal(1, call.SentCount);
    }

    private async Task RunAsync(LostCalls call)
    {
        Task done = new DeliveryPatience(_time).Invoke(call);
        while (!done.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }
        await done;
    }
}
