using ClipGrid.Grains.Storage;
using ClipGrid.TestKit.Azurite;
using Xunit;

[assembly: AssemblyFixture(typeof(ClipGrid.Grains.Tests.Storage.AzuriteFixture))]

namespace ClipGrid.Grains.Tests.Storage;

/// <summary>The Azurite that all tests share: the given one, else one of our own.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private readonly SemaphoreSlim _turn = new(1);
    private AzuriteProcess? _own;

    /// <summary>Its port; the test skips where there is none.</summary>
    public async Task<int> PortAsync()
    {
        if (AzuriteProcess.Given is { } given)
            return AzuriteProcess.PortOf(given);
        Assert.SkipWhen(AzuriteProcess.Lack is not null, AzuriteProcess.Lack ?? "");
        await _turn.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            _own ??= await AzuriteProcess.StartNewAsync(TestContext.Current.CancellationToken);
            return _own.Port;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>A store on a new container, behind that port.</summary>
    internal static AzureBlobStore NewStore(int port, BlobResilienceOptions? resilience = null) => new(Options(port, $"test-{Guid.NewGuid():N}", resilience));

    internal static BlobStorageOptions Options(int port, string container, BlobResilienceOptions? resilience = null) => new()
    {
        Kind = BlobStorageKind.Azure,
        ConnectionString = AzuriteProcess.Connection(port),
        Container = container,
        Resilience = resilience ?? new(),
    };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_own is not null)
            await _own.DisposeAsync();
        _turn.Dispose();
    }
}
