using System.Net;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Tls;
using ClipGrid.Grains.Cluster.Members;
using ClipGrid.Silo.Hosting;
using Orleans.Configuration;

namespace ClipGrid.Silo.Cluster;

/// <summary>The cluster that a silo joins: itself alone, or all that are on one list.</summary>
internal sealed class SiloCluster : IAsyncDisposable
{
    private readonly GridSettings _settings;
    private readonly IMemberList _members;

    private SiloCluster(GridSettings settings, GridTls? tls, IMemberList members) => (_settings, Tls, _members) = (settings, tls, members);

    /// <summary>What it shows to the others, or null: they speak no TLS.</summary>
    public GridTls? Tls { get; }

    private bool HasOthers => _settings.Clustering.HasOthers;

    /// <summary>Reaches what the settings name, before anything is started.</summary>
    /// <exception cref="GridException">
    /// Unavailable: what holds the list does not answer, or does not let this silo in. Invalid: its certificate would be refused by the others.
    /// </exception>
    public static async Task<SiloCluster> ConnectAsync(GridSettings settings)
    {
        GridTls? tls = settings.Tls.Folder is { } folder ? GridTls.OfSilo(folder, settings.Tls.SiloName, TimeProvider.System) : null;
        return new SiloCluster(settings, tls, settings.Clustering switch
        {
            { RedisOptions: { } redis } => await RedisMembers.ConnectAsync(redis),
            { PostgreSqlOptions: { } database } => await PostgreSqlMembers.ConnectAsync(database),
            _ => new NoOthers(new IPEndPoint(settings.Endpoint, settings.SiloPort)),
        });
    }

    /// <summary>Makes a silo a member of it.</summary>
    public ISiloBuilder Join(ISiloBuilder silo) => (HasOthers ? _members.Use(silo).KeepMemberList() : _members.Use(silo))
        .Configure<ClusterOptions>(cluster => (cluster.ServiceId, cluster.ClusterId) = (GridLimits.ClusterName, GridLimits.ClusterName))
        .Configure<ClusterMembershipOptions>(Watch)
        .Configure<SiloConnectionOptions>(Secure)
        .ConfigureEndpoints(_settings.Endpoint, _settings.SiloPort, _settings.HasGateway ? _settings.GatewayPort : 0)
        .Configure<EndpointOptions>(endpoints => endpoints.SiloListeningEndpoint = new IPEndPoint(_settings.Endpoint, _settings.SiloListenPort ?? _settings.SiloPort));

    /// <summary>Returns when a silo that was put together may join.</summary>
    /// <exception cref="GridException">Conflict: silos serve that are not on the list; Unavailable: the list, or what the grid keeps.</exception>
    public Task PassAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        HasOthers ? MemberListCheck.Of(services).PassAsync(new IPEndPoint(_settings.Endpoint, _settings.SiloPort), cancellationToken) : Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _members.DisposeAsync();

    private void Secure(SiloConnectionOptions connections)
    {
        if (Tls is not { } tls)
            return;
        connections.ConfigureSiloInboundConnection(tls.ServeSilos);
        connections.ConfigureSiloOutboundConnection(tls.GoToSilos);
        connections.ConfigureGatewayInboundConnection(tls.ServeClients);
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
