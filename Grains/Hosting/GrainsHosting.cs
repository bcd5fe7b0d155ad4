using ClipGrid.Contracts.Cluster;
using ClipGrid.Grains.Access;
using ClipGrid.Grains.Access.Audit;
using ClipGrid.Grains.Cluster;
using ClipGrid.Grains.Cluster.Delivery;
using ClipGrid.Grains.Cluster.Roles;
using ClipGrid.Grains.Cluster.Silos;
using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Datasets.Sources;
using ClipGrid.Grains.Embedding;
using ClipGrid.Grains.Models;
using ClipGrid.Grains.Search;
using ClipGrid.Grains.Training;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;

namespace ClipGrid.Grains.Hosting;

/// <summary>Puts the grid's parts into a silo.</summary>
public static class GrainsHosting
{
    /// <summary>Adds all grains and what they drive. Clustering and ports are the caller's.</summary>
    public static ISiloBuilder AddClipGrid(this ISiloBuilder silo, GrainsOptions options)
    {
        ScratchOptions scratch = new() { Folder = Path.Combine(options.DataFolder, "scratch") };
        silo.Configure<SiloMessagingOptions>(messages => messages.MaxMessageBodySize = GridLimits.MessageBytes);
        silo.AddActivityPropagation();
        silo.Services.TryAddSingleton(TimeProvider.System);
        silo.Services
            .AddClipGridStorage(options.Storage)
            .AddSingleton(scratch)
            .AddSingleton(new AllowedSources(options.SourceFolders))
            .AddSingleton(options.Quotas)
            // Emptied here and now: work that is recovered first thing may put files into it.
            .AddSingleton(new ScratchFolder(scratch))
            .AddSingleton<Recovery>()
            .AddSingleton<GridChecks>()
            .AddDatasets()
            .AddModels(new ModelCacheOptions { Folder = Path.Combine(options.DataFolder, "models") })
            .AddEncoders(new EncoderHostOptions())
            .AddEmbeddings()
            .AddSearch()
            .AddTraining(new TrainingOptions { ScratchFolder = Path.Combine(scratch.Folder, "sessions") })
            .AddHostedService<MetersAtStart>()
            .AddHostedService<RecoveryWatch>();
        if (options.AsksForKeys)
            silo.AddAccessControl();
        // After the guard: who is refused at the door is in the silo's log.
        silo.Services.AddSingleton<AuditLog>();
        silo.AddIncomingGrainCallFilter<AuditTrail>();
        return silo.AddOutgoingGrainCallFilter<DeliveryPatience>().AddRole(options.Role).AddSilos().AddBlobGrainStorageAsDefault();
    }
}
