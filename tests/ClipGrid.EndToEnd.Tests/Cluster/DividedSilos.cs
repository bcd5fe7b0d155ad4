using Azure.Storage.Blobs;
using ClipGrid.Contracts.Client;
using ClipGrid.EndToEnd.Tests.Grid;
using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using ClipGrid.TestKit.Faults;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cluster;

/// <summary>Two silos of one cluster, each reached by the other through a proxy, with what they keep in an Azurite and a Redis that both reach.</summary>
internal sealed class DividedSilos : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SharedServices _services;
    // For each: the port that it is known by, the one that it listens on, the one for clients.
    private readonly int[][] _ports = [.. FreePorts.Take(6).Chunk(3)];
    private readonly WireProxy[] _proxies;
    private readonly GridProcess?[] _silos = new GridProcess?[2];

    private DividedSilos(SharedServices services)
    {
        _services = services;
        Store = new BlobContainerClient(services.Environment["ClipGrid__Storage__ConnectionString"], services.Environment["ClipGrid__Storage__Container"]);
        _proxies = [.. _ports.Select(ports => new WireProxy(ports[0], ports[1]))];
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What they keep.</summary>
    public BlobContainerClient Store { get; }

    /// <summary>Bytes that did not arrive.</summary>
    public long DroppedCount => _proxies.Sum(proxy => proxy.DroppedCount);

    /// <summary>Starts both.</summary>
    public static async Task<DividedSilos> StartAsync()
    {
        DividedSilos silos = new(await SharedServices.StartAsync(Cancel));
        try
        {
            await silos.StartAsync(0);
            await silos.StartAsync(1);
            return silos;
        }
        catch
        {
            await silos.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a silo, if it has ended.</summary>
    public async Task StartAsync(int number)
    {
        if (_silos[number] is { HasExited: false })
            return;
        _silos[number]?.Dispose();
        Dictionary<string, string> environment = _services.Environment;
        environment["ClipGrid__SiloListenPort"] = $"{_ports[number][1]}";
        _silos[number] = await GridProcess.StartAsync(_folder.Combine($"{number}"), Cancel, environment, [_ports[number][0], _ports[number][2]]);
    }

    /// <summary>A silo's process.</summary>
    public GridProcess Silo(int number) => _silos[number]!;

    /// <summary>A client of a silo.</summary>
    public Task<ClipGridClient> ConnectAsync(int number) => GridClient.ConnectAsync(Silo(number));

    /// <summary>The silo that has a device of that name, or -1.</summary>
    public int Of(string? device) => device is null ? -1 : Array.FindIndex(_ports, ports => device.Contains($":{ports[0]}@", StringComparison.Ordinal));

    /// <summary>From now on nothing that a silo sends reaches the other; or it does again.</summary>
    public void Silence(int number, bool isSilent)
    {
        // Whichever of them made the connection.
        _proxies[1 - number].DropsRequests = isSilent;
        _proxies[number].DropsAnswers = isSilent;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (GridProcess? silo in _silos)
            silo?.Dispose();
        foreach (WireProxy proxy in _proxies)
            await proxy.DisposeAsync();
        await _services.DisposeAsync();
        _folder.Dispose();
    }
}
