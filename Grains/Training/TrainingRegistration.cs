using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Search;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ClipGrid.Grains.Training;

/// <summary>What a silo needs to train.</summary>
internal static class TrainingRegistration
{
    /// <summary>
    /// Adds training. Besides, a silo has an <c>IBlobStore</c>, <c>IPartitionStore</c>, <c>IModelStore</c>, <c>BackgroundWork</c> and
    /// a <c>TimeProvider</c>.
    /// </summary>
    /// <param name="services">The silo's services.</param>
    /// <param name="options">How it trains.</param>
    /// <param name="compileFilter">Makes a test of items out of a filter; throws a GridException (Invalid) where it cannot be used.</param>
    public static IServiceCollection AddTraining(this IServiceCollection services, TrainingOptions options, Func<ItemFilter, Func<ItemInfo, bool>> compileFilter)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<DeviceGate>();
        services.AddSingleton<ISessionNeighbours>(provider => new GrainSessionNeighbours(provider.GetRequiredService<IGrainFactory>(), compileFilter));
        services.AddSingleton<SessionSurroundings>();
        services.AddSingleton<TrainingHost>();
        return services;
    }
}
