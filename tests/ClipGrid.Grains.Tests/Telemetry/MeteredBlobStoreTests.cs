using System.Text;
using Azure;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Storage.AzureBlobs;
using ClipGrid.Grains.Tests.Storage;
using Xunit;

namespace ClipGrid.Grains.Tests.Telemetry;

public sealed class MeteredBlobStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Measurements _heard;
    private readonly StorageMeter _meter;
    private readonly MeteredBlobStore _store;

    public MeteredBlobStoreTests()
    {
        _heard = Measurements.Of(() => new StorageMeter(), out _meter);
        _store = new MeteredBlobStore(new FileBlobStore(_folder.File("blobs")), _meter, TimeProvider.System);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _heard.Dispose();
        _meter.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Calls_Each_AreCountedByOperationAndOutcome()
    {
        await _store.PutAsync("a", Encoding.UTF8.GetBytes("0123456789"), BlobCondition.None, Token);
        await _store.FindAsync("a", Token);
        await (await _store.OpenAsync("a", new BlobRange(4, 100), Token)).DisposeAsync();
        await _store.ListAsync("", null, 10, Token);
        await Assert.ThrowsAsync<GridException>(() => _store.OpenAsync("b", null, Token));
        await Assert.ThrowsAsync<GridException>(() => _store.PutAsync("a", new byte[1], BlobCondition.IfAbsent, Token));
        await _store.DeleteAsync("a", BlobCondition.None, Token);

        foreach (string tags in new[] { "operation=put,outcome=ok", "operation=find,outcome=ok", "operation=open,outcome=ok", "operation=list,outcome=ok", "operation=open,outcome=not_found", "operation=put,outcome=conflict", "operation=delete,outcome=ok" })
            Assert.Equal(1, _heard.Count("clipgrid.storage.duration", tags));
        Assert.Equal(10, _heard.Sum("clipgrid.storage.io", "direction=write"));
        Assert.Equal(6, _heard.Sum("clipgrid.storage.io", "direction=read"));
    }

    [Fact]
    public async Task Pipeline_StoreThatIsBusyAndComesBack_CountsRepetitionsAndTheCircuit()
    {
        BlobResilienceOptions options = new() { BreakerThroughput = 2, MaxRetryCount = 3 };
        BlobPipeline pipeline = new(options, "store", new InstantPauses(options.MaxDelay), new RetryLog(), _meter);

        await Assert.ThrowsAsync<GridException>(() => pipeline.RunAsync<int>("reading x", (_, _) => throw new RequestFailedException(503, "busy", "ServerBusy", null), Token));

        Assert.Equal(3, _heard.Observe("clipgrid.storage.retries"));
        Assert.Equal(1, _heard.Observe("clipgrid.storage.breaker.open"));
    }

    [Fact]
    public void Retries_AndTheCircuit_AreThereAtZeroToo()
    {
        Assert.Equal(0, _heard.Observe("clipgrid.storage.retries"));
        Assert.Equal(0, _heard.Observe("clipgrid.storage.breaker.open"));

        _meter.Retried();
        _meter.Broke(isOpen: true);

        Assert.Equal(1, _heard.Observe("clipgrid.storage.retries"));
        Assert.Equal(1, _heard.Observe("clipgrid.storage.breaker.open"));
    }
}
