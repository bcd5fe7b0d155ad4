using Azure;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Storage.AzureBlobs;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ClipGrid.Grains.Tests.Storage;

public sealed class BlobPipelineTests
{
    private static readonly BlobResilienceOptions s_defaults = new();

    [Fact]
    [Trait("Check", "F7")]
    public async Task RunAsync_OfAStoreThatStaysBusy_PausesLongerAndLongerWithJitterAndACap()
    {
        List<double>[] runs = [await PausesAsync(), await PausesAsync()];
        foreach (List<double> pauses in runs)
        {
            Assert.Equal(s_defaults.MaxRetryCount, pauses.Count);
            Assert.All(pauses, pause => Assert.InRange(pause, 0, s_defaults.MaxDelay.TotalSeconds));
            // At most 10 requests in any minute: there are 7 in all.
            Assert.InRange(pauses.Count + 1, 2, 10);
            Assert.True(pauses[3..].Sum() > pauses[..3].Sum());
        }
        Assert.NotEqual(runs[0], runs[1]);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(412)]
    public async Task RunAsync_OfAFaultThatStays_IsTriedOnce(int status)
    {
        RetryLog log = new();
        int attempts = 0;
        BlobPipeline pipeline = new(s_defaults, "store", new FakeTimeProvider(), log);
        await Assert.ThrowsAsync<GridException>(() => pipeline.RunAsync<int>("reading x", (_, _) =>
        {
            attempts++;
            throw new RequestFailedException(status, "no");
        }, TestContext.Current.CancellationToken));
        Assert.Equal(1, attempts);
        Assert.Empty(log.Pauses);
    }

    private static async Task<List<double>> PausesAsync()
    {
        RetryLog log = new();
        BlobPipeline pipeline = new(s_defaults, "store", new InstantPauses(s_defaults.MaxDelay), log);
        GridException exception = await Assert.ThrowsAsync<GridException>(() =>
            pipeline.RunAsync<int>("reading x", (_, _) => throw new RequestFailedException(503, "busy", "ServerBusy", null), TestContext.Current.CancellationToken));
        Assert.Equal(GridProblem.Unavailable, exception.Problem);
        return log.Pauses;
    }
}
