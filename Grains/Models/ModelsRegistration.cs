using ClipGrid.Grains.Cluster.Roles;
using ClipGrid.Grains.Datasets.Views;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ClipGrid.Grains.Models;

/// <summary>Registers what the models' grains need.</summary>
public static class ModelsRegistration
{
    /// <summary>
    /// Adds the model store and the jobs. Needs <c>IBlobStore</c>, <c>TimeProvider</c>, <c>BackgroundWork</c>, <c>ScratchFolder</c> and
    /// <c>TransferFiles</c>.
    /// </summary>
    public static IServiceCollection AddModels(this IServiceCollection services, ModelCacheOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Folder);
        services.TryAddSingleton(TimeProvider.System);
        services.AddPlacementByRole();
        services.AddSingleton(options);
        services.AddSingleton<ModelCache>();
        services.AddSingleton<IModelStore, ModelStore>();
        services.AddSingleton<ModelJobs>();
        services.AddSingleton<ModelImporter>();
        services.AddSingleton<ModelExporter>();
        services.AddSingleton<CaptionRulers>();
        return services;
    }
}
