using ClipGrid.Dashboard.Monitoring;
using ClipGrid.Grains.Cluster.Silos;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ClipGrid.Silo.Hosting.Monitoring;

/// <summary>
/// Whether the silo's dispatcher still takes turns. A silo that is merely busy answers late, so that only one that has not answered for a
/// long time is given up.
/// </summary>
internal sealed class DispatcherCheck(IServiceProvider services, IHostApplicationLifetime lifetime, TimeProvider time) : IHealthCheck
{
    private readonly BoundedProbe _probe = new(token => services.GetRequiredService<SiloPulse>().BeatAsync(token), "the dispatcher takes turns", time)
    {
        Patience = TimeSpan.FromMilliseconds(500),
        Tolerance = TimeSpan.FromSeconds(30),
    };

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        // Before the silo has joined and while it leaves there is no dispatcher to ask; how long that may take is others' to limit.
        lifetime.ApplicationStarted.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested
            ? _probe.CheckAsync(cancellationToken)
            : Task.FromResult(HealthCheckResult.Healthy("the process answers"));
}
