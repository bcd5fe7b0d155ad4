using ClipGrid.TestKit.Azurite;
using ClipGrid.TestKit.Redis;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Processes;

/// <summary>What silos need to be one grid: Azurite for what they keep, Redis for who they are; a container and a table of their own.</summary>
internal sealed class SharedServices : IAsyncDisposable
{
    private static int _gridCount;

    private readonly string _table;

    private SharedServices(AzuriteProcess? azurite, RedisProcess? redis)
    {
        Azurite = azurite;
        Redis = redis;
        // A grid is all silos that one of Redis' 16 databases lists.
        _table = redis?.ConnectionString ?? $"{RedisProcess.Given},defaultDatabase={1 + (Interlocked.Increment(ref _gridCount) % 15)}";
    }

    /// <summary>The Azurite, if it is this test's own.</summary>
    public AzuriteProcess? Azurite { get; }

    /// <summary>The Redis, if it is this test's own.</summary>
    public RedisProcess? Redis { get; }

    /// <summary>For each silo's environment.</summary>
    public Dictionary<string, string> Environment => new()
    {
        ["ClipGrid__Storage__Kind"] = "Azure",
        ["ClipGrid__Storage__ConnectionString"] = Azurite?.ConnectionString ?? AzuriteProcess.Given!,
        ["ClipGrid__Storage__Container"] = Container,
        ["ClipGrid__Clustering__Kind"] = "Redis",
        ["ClipGrid__Clustering__Redis"] = _table,
    };

    private string Container { get; } = $"grid-{Guid.NewGuid():N}";

    /// <summary>Starts them, unless <c>tests/run.sh</c> has; the test skips where they are not installed.</summary>
    public static async Task<SharedServices> StartAsync(CancellationToken cancel, bool ownsRedis = false, bool ownsAzurite = false)
    {
        bool needsRedis = ownsRedis || RedisProcess.Given is null, needsAzurite = ownsAzurite || AzuriteProcess.Given is null;
        Assert.SkipWhen(needsAzurite && AzuriteProcess.Lack is not null, AzuriteProcess.Lack ?? "");
        Assert.SkipWhen(needsRedis && RedisProcess.Lack is not null, RedisProcess.Lack ?? "");
        AzuriteProcess? azurite = needsAzurite ? await AzuriteProcess.StartNewAsync(cancel) : null;
        return new SharedServices(azurite, needsRedis ? await RedisProcess.StartNewAsync(cancel) : null);
    }

    public async ValueTask DisposeAsync()
    {
        if (Redis is not null)
            await Redis.DisposeAsync();
        if (Azurite is not null)
            await Azurite.DisposeAsync();
    }
}
