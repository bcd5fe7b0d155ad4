using System.Collections.Concurrent;
using ClipGrid.Grains.Cluster;
using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Training;
using ClipGrid.Grains.Training.Evaluation;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace ClipGrid.Grains.Tests.Training.Evaluation;

/// <summary>Silos that evaluate over one world, each with its own door to the data.</summary>
internal sealed class EvaluationCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;
    private readonly ConcurrentDictionary<string, WatchedPartitions> _partitions;

    private EvaluationCluster(InProcessTestCluster cluster, ConcurrentDictionary<string, WatchedPartitions> partitions)
    {
        _cluster = cluster;
        _partitions = partitions;
    }

    public static async Task<EvaluationCluster> StartAsync(SessionWorld world, int siloCount)
    {
        ConcurrentDictionary<string, WatchedPartitions> partitions = new();
        InProcessTestClusterBuilder builder = new((short)siloCount);
        builder.ConfigureSilo((options, silo) => silo.Services
            .AddSingleton(world.Blobs)
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IPartitionStore>(partitions.GetOrAdd(options.SiloName, _ => new WatchedPartitions(world.Dataset)))
            .AddSingleton<BackgroundWork>()
            .AddSingleton<ILifecycleParticipant<ISiloLifecycle>, BackgroundWorkEnd>()
            .AddSingleton(new TrainingOptions { ScratchFolder = Path.Combine(world.Scratch, options.SiloName) })
            .AddEvaluation());
        InProcessTestCluster cluster = builder.Build();
        await cluster.DeployAsync();
        return new EvaluationCluster(cluster, partitions);
    }

    /// <summary>What the sessions of a silo evaluate with.</summary>
    public EvaluationSurroundings Surroundings => _cluster.Silos[0].ServiceProvider.GetRequiredService<EvaluationSurroundings>();

    /// <summary>The door of a silo.</summary>
    public WatchedPartitions this[int silo] => _partitions[_cluster.Silos[silo].Name];

    public Task KillAsync(int silo) => _cluster.KillSiloAsync(_cluster.Silos[silo], CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        foreach (WatchedPartitions door in _partitions.Values)
            door.GoOn();
        await _cluster.DisposeAsync();
    }
}
