using Microsoft.Extensions.DependencyInjection;
using Orleans.Placement;

namespace ClipGrid.Grains.Training.Evaluation;

/// <summary>What a silo needs to evaluate.</summary>
internal static class EvaluationRegistration
{
    /// <summary>Adds what sessions evaluate with, and the silo's part in the evaluations of others.</summary>
    public static IServiceCollection AddEvaluation(this IServiceCollection services)
    {
        services.AddSingleton<EvaluationHost>();
        services.AddSingleton<IEvaluationShares, GrainEvaluationShares>();
        services.AddSingleton<EvaluationSurroundings>();
        return services.AddPlacementFilter<SpreadPlacementStrategy, SpreadPlacementDirector>(ServiceLifetime.Singleton);
    }
}
