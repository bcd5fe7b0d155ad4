using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.EndToEnd.Tests.Grid;
using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit.Azurite;
using ClipGrid.TestKit.Redis;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Faults;

/// <summary>Two silos as processes: one cluster over Redis, or two by mistake, on the same blob store in Azurite.</summary>
internal sealed class TwoSilos : IAsyncDisposable
{
    private readonly List<TemporaryFolder> _folders = [];
    private readonly List<GridProcess> _silos = [];
    private readonly List<ClipGridClient> _clients = [];
    private readonly List<IAsyncDisposable> _services = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts both.</summary>
    /// <param name="isOneCluster">Whether they know each other.</param>
    public static async Task<TwoSilos> StartAsync(bool isOneCluster)
    {
        Assert.SkipWhen(AzuriteProcess.Given is null && AzuriteProcess.Lack is not null, AzuriteProcess.Lack ?? "");
        Assert.SkipWhen(isOneCluster && RedisProcess.Given is null && RedisProcess.Lack is not null, RedisProcess.Lack ?? "");
        TwoSilos silos = new();
        try
        {
            Dictionary<string, string> environment = new()
            {
                ["ClipGrid__Storage__Kind"] = "Azure",
                ["ClipGrid__Storage__ConnectionString"] = AzuriteProcess.Given ?? silos.Own(await AzuriteProcess.StartNewAsync(Cancel)).ConnectionString,
                ["ClipGrid__Storage__Container"] = $"grid-{Guid.NewGuid():N}",
            };
            if (isOneCluster)
            {
                environment["ClipGrid__Clustering__Kind"] = "Redis";
                environment["ClipGrid__Clustering__Redis"] = silos.Own(await RedisProcess.StartNewAsync(Cancel)).ConnectionString;
            }
            for (int i = 0; i < 2; i++)
            {
                silos._folders.Add(new TemporaryFolder());
                silos._silos.Add(await GridProcess.StartAsync(silos._folders[^1].FullName, Cancel, environment));
                silos._clients.Add(await GridClient.ConnectAsync(silos._silos[^1]));
            }
            return silos;
        }
        catch
        {
            await silos.DisposeAsync();
            throw;
        }
    }

    /// <summary>A silo's process.</summary>
    public GridProcess Silo(int number) => _silos[number];

    /// <summary>A client of a silo.</summary>
    public ClipGridClient Client(int number) => _clients[number];

    /// <summary>Waits until a silo has a device leased to a session, without asking for the session: that would wake it.</summary>
    public async Task LeasedAsync(SessionId id, int by)
    {
        while (true)
        {
            if (await TryAsync(() => Client(by).Cluster.GetDevicesAsync(Cancel)) is { } inventory
                && inventory.Devices.Any(device => device.Silo.Contains($":{_silos[by].SiloPort}@", StringComparison.Ordinal) && device.Leases.Any(lease => lease.Session == id)))
                return;
            await Task.Delay(200, Cancel);
        }
    }

    /// <summary>Waits until a session has trained a step on one of the silos; which one it is.</summary>
    public async Task<(int Number, SessionInfo Session)> WhereAsync(SessionId id, int asked, long step = 1, int? notOn = null)
    {
        while (true)
        {
            // The session may be on the silo that is gone, and the call with it.
            if (await TryAsync(() => Client(asked).Sessions.GetAsync(id, Cancel)) is not { } now)
                continue;
            Assert.False(now.State is SessionState.Failed or SessionState.Cancelled or SessionState.Completed, now.Message);
            int number = _silos.FindIndex(silo => now.Device?.Contains($":{silo.SiloPort}@", StringComparison.Ordinal) == true);
            if (number >= 0 && number != notOn && now.State == SessionState.Running && now.Step >= step)
                return (number, now);
            await Task.Delay(20, Cancel);
        }
    }

    /// <summary>Waits until a session has moved to another silo, however far it is there.</summary>
    public async Task MovedAsync(SessionId id, int asked)
    {
        while (await TryAsync(() => Client(asked).Sessions.GetAsync(id, Cancel)) is not { MoveCount: > 0 })
            await Task.Delay(20, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ClipGridClient client in _clients)
            await client.DisposeAsync();
        foreach (GridProcess silo in _silos)
            silo.Dispose();
        foreach (IAsyncDisposable service in _services)
            await service.DisposeAsync();
        foreach (TemporaryFolder folder in _folders)
            folder.Dispose();
    }

    private static async Task<T?> TryAsync<T>(Func<Task<T>> call)
        where T : class
    {
        try
        {
            return await call();
        }
        catch (GridException away) when (away.Problem == GridProblem.Unavailable)
        {
            return null;
        }
    }

    private T Own<T>(T service)
        where T : IAsyncDisposable
    {
        _services.Add(service);
        return service;
    }
}
