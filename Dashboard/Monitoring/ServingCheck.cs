using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ClipGrid.Dashboard.Monitoring;

/// <summary>Whether the process takes requests: not before it has started, and not from the moment on that it is asked to end.</summary>
internal sealed class ServingCheck(IHostApplicationLifetime lifetime) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        lifetime.ApplicationStopping.IsCancellationRequested ? HealthCheckResult.Unhealthy("it is ending")
        : lifetime.ApplicationStarted.IsCancellationRequested ? HealthCheckResult.Healthy("it serves")
        : HealthCheckResult.Unhealthy("it is starting"));
}
