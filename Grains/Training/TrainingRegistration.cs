using ClipGrid.Grains.Cluster.Roles;
using ClipGrid.Grains.Devices;
using ClipGrid.Grains.Quotas;
using ClipGrid.Grains.Training.Advice;
using ClipGrid.Grains.Training.Evaluation;
using ClipGrid.Grains.Training.Parts;
using ClipGrid.Grains.Training.Runs;
using ClipGrid.Grains.Training.Telemetry;
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
    public static IServiceCollection AddTraining(this IServiceCollection services, TrainingOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddPlacementByRole();
        services.AddSingleton(options);
        services.TryAddSingleton(new QuotaOptions());
        services.AddSingleton<DeviceGate>();
        services.AddSingleton<ISessionNeighbours, GrainSessionNeighbours>();
        services.AddSingleton<TrainingMeter>();
        services.AddSingleton<SessionSurroundings>();
        services.AddSingleton<PartHost>();
        services.AddSingleton<TrainingHost>();
        services.AddSingleton<SessionNeeds>();
        services.AddSingleton<SessionAdvisor>();
        services.AddSingleton<IRunningSessions>(provider => provider.GetRequiredService<TrainingHost>());
        services.AddSingleton<SiloFates>();
        services.AddEvaluation();
        services.AddDevices();
        services.AddDevicePublisher();
        return services;
    }
}
