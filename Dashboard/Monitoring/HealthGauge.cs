using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ClipGrid.Dashboard.Monitoring;

/// <summary>The health checks as a metric, for alerts: what each said when they were last asked, which the host does four times a minute.</summary>
internal sealed class HealthGauge : IHealthCheckPublisher, IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "ClipGrid.Health";

    private readonly Meter _meter = new(Name);
    private volatile HealthReport? _last;

    /// <summary>Creates the instrument.</summary>
    public HealthGauge() => _meter.CreateObservableGauge("clipgrid.health.status", Observe, unit: null, "Whether a health check is passed: 1, 0.5 where people should look, or 0.");

    /// <inheritdoc/>
    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        _last = report;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<double>> Observe() =>
        _last?.Entries.Select(part => new Measurement<double>(Value(part.Value.Status), new KeyValuePair<string, object?>("clipgrid.check", part.Key))) ?? [];

    private static double Value(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => 1,
        HealthStatus.Degraded => 0.5,
        _ => 0,
    };
}
