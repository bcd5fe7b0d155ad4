using System.Globalization;
using ClipGrid.Contracts.Tls;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ClipGrid.Dashboard.Monitoring;

/// <summary>Whether the certificate that this process shows to silos and clients is good for a while: a grid that forgets to renew it ends on a day.</summary>
/// <param name="tls">The process's files.</param>
/// <param name="time">The clock.</param>
public sealed class CertificateCheck(GridTls tls, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(7);

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        TimeSpan left = tls.EndsAt - time.GetUtcNow();
        string end = tls.EndsAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        // Who is connected stays so, and others are told by the silos themselves: no reason to send nobody here.
        return Task.FromResult(
            left > Soon && tls.Fault is { } fault ? HealthCheckResult.Degraded($"the certificate is good until {end} UTC, but its files cannot be used any more: {fault}")
            : left > Soon ? HealthCheckResult.Healthy($"the certificate is good until {end} UTC")
            : HealthCheckResult.Degraded(left > TimeSpan.Zero ? $"the certificate ends on {end} UTC: renew {tls.Folder}" : $"the certificate ended on {end} UTC, and nobody new is let in: renew {tls.Folder}"));
    }
}
