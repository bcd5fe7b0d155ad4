using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ClipGrid.Grains.Search;

/// <summary>What searching needs of a silo's services.</summary>
internal static class SearchRegistration
{
    /// <summary>Adds the search engine. Needs <c>IModelStore</c>.</summary>
    public static IServiceCollection AddSearch(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ISearchGrid, GrainSearchGrid>();
        services.TryAddSingleton<ScanGate>();
        services.TryAddSingleton<SearchMeter>();
        services.TryAddSingleton<SearchAdmission>();
        services.TryAddSingleton<LoadedIndexes>();
        services.TryAddSingleton<ClassifierCache>();
        services.TryAddSingleton<HeadCache>();
        services.TryAddSingleton<SearchEngine>();
        return services;
    }
}
