using ClipGrid.Dashboard.Access;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ClipGrid.Dashboard.Monitoring;

/// <summary>Whether a web tier's grid answers it.</summary>
internal sealed class GridConnectionCheck(OwnGrid grid, TimeProvider time) : IHealthCheck
{
    private readonly BoundedProbe _probe = new(token => grid.Client.Cluster.GetVersionAsync(token), "the grid answers", time);

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => _probe.CheckAsync(cancellationToken);
}
