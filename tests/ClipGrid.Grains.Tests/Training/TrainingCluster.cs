using System.Text.Json;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Cluster;
using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Hosting;
using ClipGrid.Grains.Models;
using ClipGrid.Grains.Quotas;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Training;
using ClipGrid.Model.Training;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using Xunit;

namespace ClipGrid.Grains.Tests.Training;

/// <summary>A silo with the grains that training touches, over a folder that outlives it.</summary>
internal sealed class TrainingCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;

    private TrainingCluster(InProcessTestCluster cluster) => _cluster = cluster;

    public IModelStore Models => Silo.GetRequiredService<IModelStore>();

    public IGrainFactory Grains => _cluster.Client;

    private IServiceProvider Silo => _cluster.Silos[0].ServiceProvider;

    /// <summary>Starts a silo.</summary>
    /// <param name="folder">For all that it stores.</param>
    /// <param name="own">A name of its own, for what other silos must not share with it.</param>
    /// <param name="clock">Its clock.</param>
    /// <param name="siloCount">How many silos: all share what is stored, and nothing else.</param>
    /// <param name="quotas">How much it takes on; null for as much as comes.</param>
    public static async Task<TrainingCluster> StartAsync(string folder, string own, TimeProvider? clock = null, short siloCount = 1, QuotaOptions? quotas = null)
    {
        InProcessTestClusterBuilder builder = new(siloCount);
        int number = 0;
        builder.ConfigureSilo((_, silo) =>
        {
            string place = Path.Combine(folder, $"{own}-{Interlocked.Increment(ref number)}");
            silo.Services.AddSingleton(clock ?? TimeProvider.System);
            silo.Services.AddSingleton(quotas ?? new QuotaOptions());
            silo.Services
                .AddClipGridStorage(new BlobStorageOptions { Folder = Path.Combine(folder, "store") })
                .AddSingleton(new ScratchOptions { Folder = Path.Combine(place, "scratch") })
                .AddDatasets()
                .AddModels(new ModelCacheOptions { Folder = Path.Combine(place, "models") })
                .AddTraining(new TrainingOptions { ScratchFolder = Path.Combine(place, "sessions") });
            silo.AddBlobGrainStorageAsDefault();
        });
        InProcessTestCluster cluster = builder.Build();
        await cluster.DeployAsync();
        return new TrainingCluster(cluster);
    }

    public ISessionGrain Session(string id) => _cluster.Client.GetGrain<ISessionGrain>(id);

    public IDatasetGrain Dataset(string name) => _cluster.Client.GetGrain<IDatasetGrain>(name);

    public IModelGrain Model(string name) => _cluster.Client.GetGrain<IModelGrain>(name);

    public ICatalogGrain Catalog(CatalogKind kind) => _cluster.Client.GetGrain<ICatalogGrain>(kind.ToString());

    /// <summary>Ends the silo's long work, then the silo.</summary>
    public async Task StopAsync()
    {
        await Silo.GetRequiredService<BackgroundWork>().DisposeAsync();
        await _cluster.StopAllSilosAsync(CancellationToken.None);
    }

    /// <summary>Ends a silo as <c>kill -9</c> would, but for the threads that it has in this process.</summary>
    /// <param name="silo">As <c>127.0.0.1:11111@1</c>.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public Task KillAsync(string silo, CancellationToken cancellationToken) =>
        _cluster.KillSiloAsync(_cluster.Silos.Single(one => one.SiloAddress.ToParsableString() == silo), cancellationToken);

    /// <summary>Takes the test's pictures in as data set "shapes".</summary>
    public async Task IngestAsync(IReadOnlyList<TrainingPair> pairs, string folder, CancellationToken cancellationToken, Func<int, string?>? label = null)
    {
        Directory.CreateDirectory(folder);
        await using (StreamWriter lines = File.CreateText(Path.Combine(folder, "items.jsonl")))
            foreach ((int i, TrainingPair pair) in pairs.Index())
            {
                await File.WriteAllBytesAsync(Path.Combine(folder, $"{i:D2}.png"), pair.Picture.ToArray(), cancellationToken);
                string file = $"{i:D2}.png";
                await lines.WriteLineAsync(label is null
                    ? JsonSerializer.Serialize(new { file, captions = pair.Captions, number = i })
                    : JsonSerializer.Serialize(new { file, captions = pair.Captions, label = label(i), number = i }));
            }
        IDatasetGrain dataset = _cluster.Client.GetGrain<IDatasetGrain>(TestDataset.Name.Value);
        IngestStatus status = await dataset.AddAsync(
            new AddItemsRequest { Operation = OperationId.New(), Source = new DatasetSource { Kind = SourceKind.Path, Location = folder }, Options = new IngestOptions { MaxPartitionItems = 25 } },
            cancellationToken);
        while (status.State == JobState.Running)
        {
            await Task.Delay(20, cancellationToken);
            status = await dataset.GetIngestAsync(status.Operation, cancellationToken);
        }
        Assert.True(status.State == JobState.Completed, status.Message);
    }

    /// <summary>Follows a session to its end.</summary>
    public async Task<SessionInfo> EndAsync(string id, CancellationToken cancellationToken)
    {
        while (!await FollowAsync(id, cancellationToken))
            await Task.Delay(20, cancellationToken);
        return await Session(id).GetAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    // False if the silo has ended that the session's grain was on: another one has the grain now, and does not know who listened.
    private async Task<bool> FollowAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (MetricPoint _ in Session(id).WatchAsync(0, cancellationToken))
            {
            }
            return true;
        }
        catch (EnumerationAbortedException)
        {
            return false;
        }
    }
}
