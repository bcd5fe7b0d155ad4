using ClipGrid.Grains.Cluster;
using ClipGrid.Grains.Cluster.Roles;
using ClipGrid.Grains.Datasets.Homes;
using ClipGrid.Grains.Datasets.Ingest;
using ClipGrid.Grains.Datasets.Sources;
using ClipGrid.Grains.Datasets.Views;
using ClipGrid.Grains.Quotas;
using ClipGrid.Grains.Search;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Transfers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Placement;

namespace ClipGrid.Grains.Datasets;

/// <summary>What data sets, transfers and the silo's scratch folder need. The host adds a blob store, <see cref="ScratchOptions"/> and grain storage.</summary>
internal static class DatasetsRegistration
{
    /// <summary>Registers it.</summary>
    public static IServiceCollection AddDatasets(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(AllowedSources.Any);
        services.TryAddSingleton(new QuotaOptions());
        services.AddPlacementByRole();
        services.AddSingleton<PartitionHomes>();
        services.TryAddSingleton<LivePartitions>();
        services.AddPlacementFilter<PartitionPlacementStrategy, PartitionPlacementDirector>(ServiceLifetime.Singleton);
        services.TryAddSingleton<BackgroundWork>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, BackgroundWorkEnd>();
        services.TryAddSingleton<ScratchFolder>();
        services.TryAddSingleton<TransferFiles>();
        services.AddSingleton<TransferCollector>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<TransferCollector>());
        services.AddSingleton<IPartitionStore, PartitionStore>();
        services.AddSingleton<ManifestStore>();
        services.AddSingleton<ThumbnailMaker>();
        services.AddSingleton(provider => new IngestEngine(provider.GetRequiredService<IBlobStore>()));
        services.AddSingleton<VersionSealer>();
        services.AddSingleton<DatasetUses>();
        services.AddSingleton<IngestMeter>();
        services.AddSingleton<IngestWork>();
        services.TryAddSingleton<ScanGate>();
        services.AddSingleton<ItemFinder>();
        services.AddSingleton<DatasetSurvey>();
        return services;
    }
}
