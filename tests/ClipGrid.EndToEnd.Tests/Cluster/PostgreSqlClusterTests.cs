using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Errors;
using ClipGrid.EndToEnd.Tests.Grid;
using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using ClipGrid.TestKit.PostgreSql;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cluster;

/// <summary>Silos that are listed in PostgreSQL, which is not always there.</summary>
[Trait("Speed", "Slow")]
public sealed class PostgreSqlClusterTests
{
    private const string Secret = "correct-horse-battery";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact, Trait("Check", "F17")]
    public async Task Silos_DatabaseCutsThemOffAndStops_GoOnServingAndTakeAThirdAfterwards()
    {
        Assert.SkipWhen(PostgreSqlProcess.Lack is not null, PostgreSqlProcess.Lack ?? "");
        await using SharedServices services = await SharedServices.StartAsync(Cancel);
        await using PostgreSqlProcess database = await PostgreSqlProcess.StartNewAsync(Cancel);
        Dictionary<string, string> environment = services.Environment;
        environment.Remove("ClipGrid__Clustering__Redis");
        environment["ClipGrid__Clustering__Kind"] = "PostgreSql";
        environment["ClipGrid__Clustering__PostgreSql"] = database.ConnectionString;
        using TemporaryFolder folder = new();
        // At once: both want to make the tables.
        GridProcess[] two = await Task.WhenAll(new[] { "one", "two" }.Select(name => GridProcess.StartAsync(folder.Combine(name), Cancel, environment)));
        using GridProcess one = two[0];
        using GridProcess other = two[1];
        await using ClipGridClient client = await GridClient.ConnectAsync(one);
        await SeesAsync(client, 2);

        await database.TerminateConnectionsAsync(Cancel);
        await SeesAsync(client, 2);
        await database.StopAsync(Cancel);
        // Longer than it takes to miss a silo.
        for (int i = 0; i < 60; i++)
        {
            Assert.Equal(2, await CountAsync(client));
            await Task.Delay(500, Cancel);
        }
        await database.StartAsync(Cancel);
        using GridProcess three = await GridProcess.StartAsync(folder.Combine("three"), Cancel, environment);
        await SeesAsync(client, 3);

        await other.KillAsync(Cancel);
        await SeesAsync(client, 2);
        Assert.Equal(0, await three.TerminateAsync(Cancel));
        Assert.Equal(0, await one.TerminateAsync(Cancel));
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Database=d;Username=u;Password=correct-horse-battery;Timeout=2", "127.0.0.1:1")]
    [InlineData("Hots=127.0.0.1;Password=correct-horse-battery", "ClipGrid:Clustering:PostgreSql")]
    [InlineData("Password=correct-horse-battery", "ClipGrid:Clustering:PostgreSql")]
    public async Task Silo_DatabaseThatCannotBeReached_SaysSoWithoutThePassword(string connection, string named)
    {
        using TemporaryFolder folder = new();
        int[] ports = FreePorts.Take(2);

        ChildResult run = await Child.RunAsync(
            "env",
            ["ClipGrid__Clustering__Kind=PostgreSql", $"ClipGrid__Clustering__PostgreSql={connection}", "dotnet", Built.Assembly("Silo"), "--data", folder.FullName, "--silo-port", $"{ports[0]}", "--gateway-port", $"{ports[1]}", "--no-dashboard"],
            Cancel);

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains(named, Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, run.ToString(), StringComparison.Ordinal);
    }

    private static async Task<int> CountAsync(ClipGridClient client) =>
        (await client.Cluster.GetSilosAsync(Cancel)).Count(silo => silo.State == SiloState.Active);

    private static async Task SeesAsync(ClipGridClient client, int count)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                if (await CountAsync(client) == count)
                    return;
            }
            catch (GridException error) when (error.Problem == GridProblem.Unavailable)
            {
                // The silo that was asked is just learning of it.
            }
            await Task.Delay(200, patience.Token);
        }
    }
}
