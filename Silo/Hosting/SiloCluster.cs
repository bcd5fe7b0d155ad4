using System.Net;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Errors;
using Orleans.Configuration;
using StackExchange.Redis;

namespace ClipGrid.Silo.Hosting;

/// <summary>The cluster that a silo joins, on loopback: itself alone, or all that are listed in one Redis.</summary>
internal sealed class SiloCluster : IAsyncDisposable
{
    // The connection is this class's to close.
    private const bool IsShared = true;

    private readonly GridSettings _settings;
    private readonly ConnectionMultiplexer? _redis;

    private SiloCluster(GridSettings settings, ConnectionMultiplexer? redis) => (_settings, _redis) = (settings, redis);

    /// <summary>Reaches what the settings name, before anything is started.</summary>
    /// <exception cref="GridException">Unavailable: Redis does not answer, or does not let this silo in.</exception>
    public static async Task<SiloCluster> ConnectAsync(GridSettings settings)
    {
        if (settings.Clustering.RedisOptions is not { } options)
            return new SiloCluster(settings, redis: null);
        try
        {
            // A first connection that fails is an error at once; later ones are made again for as long as it takes.
            options.AbortOnConnectFail = true;
            return new SiloCluster(settings, await ConnectionMultiplexer.ConnectAsync(options));
        }
        catch (RedisConnectionException error)
        {
            // Its message has no password in it, but two lines of what only its authors understand.
            string where = string.Join(", ", options.EndPoints.Select(endpoint => endpoint is DnsEndPoint name ? $"{name.Host}:{name.Port}" : $"{endpoint}"));
            throw new GridException(GridProblem.Unavailable, $"Redis at {where} does not answer this silo ({error.FailureType}): start it, or correct {ClusteringSettings.Section}:{nameof(ClusteringSettings.Redis)} and its password.", error);
        }
    }

    /// <summary>Makes a silo a member of it.</summary>
    public ISiloBuilder Join(ISiloBuilder silo)
    {
        if (_redis is null)
            return silo.UseLocalhostClustering(_settings.SiloPort, _settings.GatewayPort, serviceId: GridLimits.ClusterName, clusterId: GridLimits.ClusterName);
        return silo
            .Configure<ClusterOptions>(cluster => (cluster.ServiceId, cluster.ClusterId) = (GridLimits.ClusterName, GridLimits.ClusterName))
            .Configure<ClusterMembershipOptions>(Watch)
            .ConfigureEndpoints(IPAddress.Loopback, _settings.SiloPort, _settings.GatewayPort)
            .UseRedisClustering(redis =>
            {
                redis.ConfigurationOptions = _settings.Clustering.RedisOptions;
                redis.CreateMultiplexer = _ => Task.FromResult<(IConnectionMultiplexer, bool)>((_redis, IsShared));
            });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_redis is not null)
            await _redis.DisposeAsync();
    }

    // A silo that dies is missed after three probes of 4 s, and never later than 18 s; one that trains on all its cores answers each of
    // them in far less. In a grid of two the other one's vote is enough, in a larger one it takes two. A silo that has not written its
    // row for 15 s is not waited for by those that start.
    private static void Watch(ClusterMembershipOptions membership)
    {
        membership.ProbeTimeout = TimeSpan.FromSeconds(4);
        membership.MinProbeTimeout = TimeSpan.FromSeconds(3);
        membership.MaxProbeTimeout = TimeSpan.FromSeconds(6);
        membership.NumMissedProbesLimit = 3;
        membership.NumVotesForDeathDeclaration = 2;
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(10);
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
        membership.NumMissedTableIAmAliveLimit = 3;
    }
}
