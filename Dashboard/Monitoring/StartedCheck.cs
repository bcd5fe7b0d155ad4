using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ClipGrid.Dashboard.Monitoring;

/// <summary>Whether the process has done starting.</summary>
internal sealed class StartedCheck(IHostApplicationLifetime lifetime) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        lifetime.ApplicationStarted.IsCancellationRequested ? HealthCheckResult.Healthy("it has started") : HealthCheckResult.Unhealthy("it is starting"));
}
