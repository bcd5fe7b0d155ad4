using ClipGrid.Dashboard.Monitoring;
using ClipGrid.Grains.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ClipGrid.Silo.Hosting.Monitoring;

/// <summary>Whether the blob store answers, asked for a blob that need not be there.</summary>
internal sealed class StorageCheck(IBlobStore store, TimeProvider time) : IHealthCheck
{
    private const string ProbeName = "doctor/ready";

    private readonly BoundedProbe _probe = new(token => store.FindAsync(ProbeName, token), "the blob store answers", time);

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => _probe.CheckAsync(cancellationToken);
}
