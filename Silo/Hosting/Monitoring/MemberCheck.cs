using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ClipGrid.Silo.Hosting.Monitoring;

/// <summary>Whether this silo is an active member of its cluster.</summary>
internal sealed class MemberCheck(ISiloStatusOracle members) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        members.CurrentStatus == SiloStatus.Active
            ? HealthCheckResult.Healthy("this silo is an active member")
            : HealthCheckResult.Unhealthy($"this silo is no active member, but {Words(members.CurrentStatus)}"));

    private static string Words(SiloStatus status) => status switch
    {
        SiloStatus.None or SiloStatus.Created or SiloStatus.Joining => "joining",
        SiloStatus.ShuttingDown or SiloStatus.Stopping => "ending",
        _ => "declared dead by the others",
    };
}
