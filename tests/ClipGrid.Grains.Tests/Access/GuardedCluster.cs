using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Client;
using ClipGrid.Grains.Access;
using ClipGrid.Grains.Access.Audit;
using ClipGrid.Grains.Cluster;
using ClipGrid.Grains.Cluster.Silos;
using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Hosting;
using ClipGrid.Grains.Models;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using Xunit;

namespace ClipGrid.Grains.Tests.Access;

/// <summary>Two silos that ask everybody for a key, and the key of their first admin.</summary>
public sealed class GuardedCluster : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<ClipGridClient> _clients = [];
    private InProcessTestCluster _cluster = null!;

    /// <summary>Grains for somebody who speaks Orleans and has nothing to show.</summary>
    internal IGrainFactory Stranger => _cluster.Client;

    /// <summary>A client with the first admin's key.</summary>
    internal ClipGridClient Admin { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        BlobStorageOptions storage = new() { Folder = _folder.File("blobs") };
        InProcessTestClusterBuilder builder = new(2);
        builder.ConfigureSilo((options, silo) =>
        {
            silo.Services.AddSingleton(new ScratchOptions { Folder = _folder.File(options.SiloName) });
            silo.Services.AddClipGridStorage(storage);
            silo.Services.AddDatasets().AddModels(new ModelCacheOptions { Folder = _folder.File($"{options.SiloName}-models") });
            silo.AddAccessControl();
            silo.Services.AddSingleton<AuditLog>();
            silo.AddIncomingGrainCallFilter<AuditTrail>();
            silo.AddSilos().AddBlobGrainStorageAsDefault();
        });
        _cluster = builder.Build();
        // The test cluster waits for itself as a client does; nobody else is given the secret.
        using (ServiceProvider services = new ServiceCollection().AddClipGridStorage(storage).BuildServiceProvider())
            RequestContext.Set(CallerHeader.Key, await new ClusterSecret(services.GetRequiredService<IBlobStore>()).GetAsync());
        await _cluster.DeployAsync();
        RequestContext.Clear();
        // From within a silo, as its start does it.
        IGrainFactory inside = _cluster.Silos[0].ServiceProvider.GetRequiredService<IGrainFactory>();
        string key = (await inside.GetGrain<IKeyDirectoryGrain>(IAccessGrain.Key).CreateFirstAsync(TestContext.Current.CancellationToken))!;
        Admin = With(key);
    }

    /// <summary>A client that shows a key.</summary>
    internal ClipGridClient With(string? key)
    {
        ClipGridClient client = new(_cluster.Client, new ClipGridClientOptions { ApiKey = key, PollInterval = TimeSpan.FromMilliseconds(20) });
        _clients.Add(client);
        return client;
    }

    /// <summary>A client that shows a key and says that it calls for somebody.</summary>
    internal ClipGridClient For(string key, string person, GridRole? role)
    {
        ClipGridClient client = new(_cluster.Client, caller: () => ValueTask.FromResult(new CallerClaim { Key = key, Person = person, Role = role }));
        _clients.Add(client);
        return client;
    }

    /// <summary>Makes a key and a client that shows it.</summary>
    internal async Task<(NewApiKey Key, ClipGridClient Client)> InviteAsync(string name, GridRole role, bool speaksForOthers = false, TimeSpan? lifetime = null)
    {
        NewApiKey key = await Admin.Access.CreateKeyAsync(new CreateKeyRequest { Name = name, Role = role, SpeaksForOthers = speaksForOthers, Lifetime = lifetime }, TestContext.Current.CancellationToken);
        return (key, With(key.Text));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ClipGridClient client in _clients)
            await client.DisposeAsync();
        if (_cluster is not null)
            await _cluster.DisposeAsync();
        _folder.Dispose();
    }
}
