using System.Diagnostics.Metrics;
using ClipGrid.Dashboard.Monitoring;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Monitoring;

public sealed class HealthGaugeTests
{
    [Theory]
    [InlineData(HealthStatus.Healthy, 1)]
    [InlineData(HealthStatus.Degraded, 0.5)]
    [InlineData(HealthStatus.Unhealthy, 0)]
    public async Task Observe_ACheck_IsItsStatusInANumber(HealthStatus status, double value)
    {
        List<(string? Check, double Value)> heard = [];
        using HealthGauge gauge = new();
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, hearer) =>
        {
            if (instrument.Meter.Name == HealthGauge.Name)
                hearer.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, number, tags, _) => heard.Add(((string?)tags[0].Value, number)));
        listener.Start();
        listener.RecordObservableInstruments();
        Assert.Empty(heard);

        HealthReportEntry entry = new(status, "said", TimeSpan.Zero, null, null);
        await gauge.PublishAsync(new HealthReport(new Dictionary<string, HealthReportEntry> { ["members"] = entry }, TimeSpan.Zero), TestContext.Current.CancellationToken);
        listener.RecordObservableInstruments();
        Assert.Equal([("members", value)], heard);
    }
}
