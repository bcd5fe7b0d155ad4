using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit.Azurite;
using ClipGrid.TestKit.Faults;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Faults;

/// <summary>A silo whose blob store is an Azurite of its own, behind a proxy that fails as it is told.</summary>
internal sealed class ProxiedGrid : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private ProxiedGrid(AzuriteProcess azurite) => (Azurite, Proxy) = (azurite, new FaultProxy(azurite.Port));

    public AzuriteProcess Azurite { get; }

    public FaultProxy Proxy { get; }

    /// <summary>The silo.</summary>
    public FallingGrid Silo { get; private set; } = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts all three.</summary>
    /// <param name="resilience">How patient the silo is, as keys of <c>ClipGrid:Storage:Resilience</c>.</param>
    public static async Task<ProxiedGrid> StartAsync(params (string Key, string Value)[] resilience)
    {
        Assert.SkipWhen(AzuriteProcess.Lack is not null, AzuriteProcess.Lack ?? "");
        ProxiedGrid proxied = new(await AzuriteProcess.StartNewAsync(Cancel));
        try
        {
            Dictionary<string, string> environment = new()
            {
                ["ClipGrid__Storage__Kind"] = "Azure",
                ["ClipGrid__Storage__ConnectionString"] = AzuriteProcess.Connection(proxied.Proxy.Port),
                ["ClipGrid__Storage__Container"] = "grid",
            };
            foreach ((string key, string value) in resilience)
                environment[$"ClipGrid__Storage__Resilience__{key}"] = value;
            proxied.Silo = await FallingGrid.StartAsync(proxied._folder.FullName, environment);
            return proxied;
        }
        catch
        {
            await proxied.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Silo is not null)
            await Silo.DisposeAsync();
        await Proxy.DisposeAsync();
        await Azurite.DisposeAsync();
        _folder.Dispose();
    }
}
