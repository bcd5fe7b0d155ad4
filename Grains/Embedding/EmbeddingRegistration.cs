using ClipGrid.Grains.Cluster.Roles;
using ClipGrid.Grains.Embedding.Planes;
using ClipGrid.Grains.Search;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ClipGrid.Grains.Embedding;

/// <summary>What embedding data sets needs of a silo's services.</summary>
internal static class EmbeddingRegistration
{
    /// <summary>Adds the store of vectors and the silo's embedder.</summary>
    public static IServiceCollection AddEmbeddings(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddPlacementByRole();
        services.TryAddSingleton(new EmbeddingOptions());
        services.TryAddSingleton<VectorStore>();
        services.TryAddSingleton<PartitionEmbedder>();
        services.TryAddSingleton<ScanGate>();
        services.TryAddSingleton<PlaneMaker>();
        return services;
    }
}
