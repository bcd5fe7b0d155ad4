using System.Collections.Immutable;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Cluster.Silos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.TestingHost;
using Xunit;

namespace ClipGrid.Grains.Tests.Cluster.Silos;

/// <summary>Silos, their logs and configurations through the client; the third silo is stuck.</summary>
public sealed class SilosTests : IAsyncLifetime
{
    private InProcessTestCluster? _cluster;
    private ClipGridClient? _client;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ClipGridClient Client => _client!;

    private string[] Names => [.. _cluster!.Silos.Select(silo => silo.SiloAddress.ToParsableString())];

    public async ValueTask InitializeAsync()
    {
        InProcessTestClusterBuilder builder = new(3);
        builder.ConfigureSiloHost((options, host) =>
        {
            host.Configuration.AddInMemoryCollection([new("ClipGrid:DataFolder", options.SiloName), new("ClipGrid:Clustering:Redis", "host,password=abc")]);
            host.Logging.SetMinimumLevel(LogLevel.Critical);
        });
        int siloCount = 0;
        builder.ConfigureSilo((_, silo) =>
        {
            if (Interlocked.Increment(ref siloCount) == 3)
                silo.Services.AddSingleton<ISiloReporter, StuckReporter>();
            silo.AddSilos();
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
        _client = new ClipGridClient(_cluster.Client);
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
            await _client.DisposeAsync();
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task GetSilosAsync_OneIsStuckAndOneWasKilled_ListsAll()
    {
        string[] names = Names;
        ImmutableArray<SiloInfo> silos = await Client.Cluster.GetSilosAsync(Token);
        Assert.Equal(names.Order(StringComparer.Ordinal), silos.Select(silo => silo.Name));
        Assert.All(silos, silo => Assert.Equal((SiloState.Active, silo.Name.Split('@')[0]), (silo.State, silo.Address)));
        SiloInfo stuck = Assert.Single(silos, silo => silo.Missing is not null);
        Assert.Contains("within 2 s", stuck.Missing, StringComparison.Ordinal);
        Assert.All(silos.Where(silo => silo != stuck), silo =>
        {
            Assert.Equal(("0.1.0", "all-in-one", Environment.ProcessorCount), (silo.Version, silo.Role, silo.ProcessorCount));
            Assert.InRange(silo.ResidentBytes!.Value, 1 << 20, silo.MachineBytes!.Value);
            Assert.NotNull(silo.StartedAt);
            Assert.NotNull(silo.ActivationCount);
        });

        InProcessSiloHandle killed = _cluster!.Silos.First(silo => silo.SiloAddress.ToParsableString() != stuck.Name && silo != _cluster.Silos[0]);
        await _cluster.KillSiloAsync(killed, Token);
        ImmutableArray<SiloInfo> left = await Client.Cluster.GetSilosAsync(Token);
        Assert.Equal(SiloState.Dead, left.Single(silo => silo.Name == killed.SiloAddress.ToParsableString()).State);
        GridException gone = await Assert.ThrowsAsync<GridException>(() => Client.Cluster.GetLogAsync(killed.SiloAddress.ToParsableString(), cancellationToken: Token));
        Assert.Equal(GridProblem.Unavailable, gone.Problem);
    }

    [Fact]
    public async Task GetLogAsync_OfEachSilo_HasWhatThatOneSaid()
    {
        foreach (InProcessSiloHandle silo in _cluster!.Silos)
        {
            ILoggerFactory loggers = silo.ServiceProvider.GetRequiredService<ILoggerFactory>();
            string name = silo.SiloAddress.ToParsableString();
            long before = (await Client.Cluster.GetLogAsync(name, top: 1, cancellationToken: Token)).NewestNumber;
            loggers.CreateLogger("ClipGrid.Test").LogInformation("Hello from\n{Silo}", name);
            loggers.CreateLogger("ClipGrid.Test").LogDebug("unheard");
            loggers.CreateLogger("Other.Test").LogInformation("unheard");
            loggers.CreateLogger("Other.Test").LogWarning(new InvalidOperationException("why"), "heard");
            LogPage page = await Client.Cluster.GetLogAsync(name, before, cancellationToken: Token);
            Assert.Equal(
                [(LogEntryLevel.Information, "ClipGrid.Test", $"Hello from\\n{name}", false), (LogEntryLevel.Warning, "Other.Test", "heard", true)],
                page.Entries.Where(entry => entry.Category.EndsWith(".Test", StringComparison.Ordinal)).Select(entry => (entry.Level, entry.Category, entry.Message, entry.Exception is not null)));
        }
    }

    [Fact]
    public async Task GetConfigurationAsync_OfEachSilo_IsItsOwnWithoutSecrets()
    {
        foreach (InProcessSiloHandle silo in _cluster!.Silos)
            Assert.Equal(
                [new ConfigurationEntry("ClipGrid:Clustering:Redis", "(set)"), new ConfigurationEntry("ClipGrid:DataFolder", silo.Name)],
                await Client.Cluster.GetConfigurationAsync(silo.SiloAddress.ToParsableString(), Token));
    }

    [Fact]
    public async Task OfASiloThatIsNotThere_SaysSo()
    {
        foreach (string silo in new[] { "127.0.0.1:1@1", "", "nonsense" })
        {
            Assert.Equal(GridProblem.NotFound, (await Assert.ThrowsAsync<GridException>(() => Client.Cluster.GetLogAsync(silo, cancellationToken: Token))).Problem);
            Assert.Equal(GridProblem.NotFound, (await Assert.ThrowsAsync<GridException>(() => Client.Cluster.GetConfigurationAsync(silo, Token))).Problem);
        }
        Assert.Equal(GridProblem.Invalid, (await Assert.ThrowsAsync<GridException>(() => Client.Cluster.GetLogAsync(Names[0], -1, cancellationToken: Token))).Problem);
    }
}
