using ClipGrid.TestKit.Azurite;
using Xunit;

namespace ClipGrid.Grains.Tests.Storage;

/// <summary>
/// An Azurite for one class that cuts connections. Azurite 3.37 writes at most fifty blobs at once, and does not get a place back whose
/// upload was cut before it began to listen to it (<c>streamPipe</c> of its <c>FSExtentStore</c> waits for a "close" that has been):
/// after many cuts, more on a busy machine, it takes no blob any more, of nobody.
/// </summary>
public sealed class OwnAzuriteFixture : IAsyncLifetime
{
    private AzuriteProcess? _own;

    /// <summary>Its port; the test skips where there is none.</summary>
    public int Port
    {
        get
        {
            Assert.SkipWhen(_own is null, AzuriteProcess.Lack ?? "");
            return _own.Port;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (AzuriteProcess.Lack is null)
            _own = await AzuriteProcess.StartNewAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_own is not null)
            await _own.DisposeAsync();
    }
}
