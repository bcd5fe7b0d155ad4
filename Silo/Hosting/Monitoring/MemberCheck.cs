using ClipGrid.Grains.Cluster.Members;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ClipGrid.Silo.Hosting.Monitoring;

/// <summary>Whether this silo is an active member of its cluster.</summary>
/// <param name="members">What the silo knows of its cluster.</param>
/// <param name="alarms">The alarm of its list, if there is one that it shares with others.</param>
internal sealed class MemberCheck(ISiloStatusOracle members, IEnumerable<MemberListAlarm> alarms) : IHealthCheck
{
    // A list that was lost is a matter for people, and no reason to send nobody here: that is 200 with "Degraded".
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        members.CurrentStatus == SiloStatus.Active
            ? alarms.Any(alarm => alarm.IsRaised)
                ? HealthCheckResult.Degraded("this silo is an active member, but the list of silos was emptied or set back within the last quarter of an hour: look into the log")
                : HealthCheckResult.Healthy("this silo is an active member")
            : HealthCheckResult.Unhealthy($"this silo is no active member, but {Words(members.CurrentStatus)}"));

    private static string Words(SiloStatus status) => status switch
    {
        SiloStatus.None or SiloStatus.Created or SiloStatus.Joining => "joining",
        SiloStatus.ShuttingDown or SiloStatus.Stopping => "ending",
        _ => "declared dead by the others",
    };
}
