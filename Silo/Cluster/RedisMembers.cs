using System.Net;
using ClipGrid.Contracts.Errors;
using StackExchange.Redis;

namespace ClipGrid.Silo.Cluster;

/// <summary>A list in Redis.</summary>
internal sealed class RedisMembers : IMemberList
{
    // The connection is this class's to close.
    private const bool IsShared = true;

    private readonly ConfigurationOptions _options;
    private readonly ConnectionMultiplexer _redis;

    private RedisMembers(ConfigurationOptions options, ConnectionMultiplexer redis) => (_options, _redis) = (options, redis);

    /// <summary>Connects.</summary>
    /// <exception cref="GridException">Unavailable: Redis does not answer, or does not let this silo in.</exception>
    public static async Task<RedisMembers> ConnectAsync(ConfigurationOptions options)
    {
        try
        {
            // A first connection that fails is an error at once; later ones are made again for as long as it takes.
            options.AbortOnConnectFail = true;
            return new RedisMembers(options, await ConnectionMultiplexer.ConnectAsync(options));
        }
        catch (RedisConnectionException error)
        {
            // Its message has no password in it, but two lines of what only its authors understand.
            string where = string.Join(", ", options.EndPoints.Select(endpoint => endpoint is DnsEndPoint name ? $"{name.Host}:{name.Port}" : $"{endpoint}"));
            throw new GridException(GridProblem.Unavailable, $"Redis at {where} does not answer this silo ({error.FailureType}): start it, or correct {ClusteringSettings.Section}:{nameof(ClusteringSettings.Redis)} and its password.", error);
        }
    }

    /// <inheritdoc/>
    public ISiloBuilder Use(ISiloBuilder silo) => silo.UseRedisClustering(redis =>
    {
        redis.ConfigurationOptions = _options;
        redis.CreateMultiplexer = _ => Task.FromResult<(IConnectionMultiplexer, bool)>((_redis, IsShared));
    });

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _redis.DisposeAsync();
}
