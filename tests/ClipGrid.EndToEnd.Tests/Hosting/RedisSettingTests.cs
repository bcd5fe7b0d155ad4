using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using ClipGrid.TestKit.Redis;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Hosting;

/// <summary>A silo and its Redis that does not let it in, and a password that nobody may read in a log.</summary>
[Trait("Speed", "Slow")]
public sealed class RedisSettingTests
{
    private const string Secret = "correct-horse-battery";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1:1,password=correct-horse-battery,connectRetry=1,connectTimeout=500", "127.0.0.1:1")]
    [InlineData("127.0.0.1:6379,pasword=correct-horse-battery", "ClipGrid:Clustering:Redis")]
    [InlineData("password=correct-horse-battery", "ClipGrid:Clustering:Redis")]
    public async Task Silo_RedisThatCannotBeReached_SaysSoWithoutThePassword(string connection, string named)
    {
        ChildResult run = await RunAsync(connection);
        AssertFails(run, named);
    }

    [Fact]
    public async Task Silo_WrongPassword_SaysSoWithoutIt()
    {
        Assert.SkipWhen(RedisProcess.Lack is not null, RedisProcess.Lack ?? "");
        await using RedisProcess redis = await RedisProcess.StartNewAsync(Cancel, "another");
        AssertFails(await RunAsync(redis.ConnectionString.Replace("another", Secret, StringComparison.Ordinal)), $"127.0.0.1:{redis.Port}");
    }

    [Fact]
    public async Task Silo_RightPasswordAndAllThatItLogs_DoesNotShowIt()
    {
        Assert.SkipWhen(RedisProcess.Lack is not null, RedisProcess.Lack ?? "");
        await using RedisProcess redis = await RedisProcess.StartNewAsync(Cancel, Secret);
        using TemporaryFolder folder = new();
        using GridProcess grid = await GridProcess.StartAsync(folder.FullName, Cancel, Environment(redis.ConnectionString));
        Assert.Equal(0, await grid.TerminateAsync(Cancel));
        Assert.Contains("dbug: Orleans", grid.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, grid.Words, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Environment(string connection) => new()
    {
        ["ClipGrid__Clustering__Kind"] = "Redis",
        ["ClipGrid__Clustering__Redis"] = connection,
        ["Logging__LogLevel__Default"] = "Debug",
    };

    private static async Task<ChildResult> RunAsync(string connection)
    {
        using TemporaryFolder folder = new();
        int[] ports = FreePorts.Take(2);
        IEnumerable<string> environment = Environment(connection).Where(pair => !pair.Key.StartsWith("Logging", StringComparison.Ordinal)).Select(pair => $"{pair.Key}={pair.Value}");
        return await Child.RunAsync("env", [.. environment, "dotnet", Built.Assembly("Silo"), "--data", folder.FullName, "--silo-port", $"{ports[0]}", "--gateway-port", $"{ports[1]}", "--no-dashboard"], Cancel);
    }

    private static void AssertFails(ChildResult run, string named)
    {
        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains(named, Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, run.ToString(), StringComparison.Ordinal);
    }
}
