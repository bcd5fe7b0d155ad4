using ClipGrid.Contracts.Errors;
using ClipGrid.Dashboard.Monitoring;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Monitoring;

public sealed class TelemetrySettingsTests
{
    [Theory]
    [InlineData("ClipGrid:Other", "x", false)]
    [InlineData("ClipGrid:Telemetry:Otlp", "", false)]
    [InlineData("ClipGrid:Telemetry:Otlp", "http://collector:4317", true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4317", true)]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://collector:4318/v1/traces", true)]
    public void Read_SomethingNamed_IsExportedOnlyWhereACollectorIs(string key, string value, bool isExported) =>
        Assert.Equal(isExported, TelemetrySettings.Read(Configuration((key, value))).IsExported);

    [Fact]
    public void Read_OwnEndpoint_WinsOverTheVariable()
    {
        ConfigurationManager configuration = Configuration(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://other:4317"), ("ClipGrid:Telemetry:Otlp", "http://collector:4317"));

        TelemetrySettings.Read(configuration);

        Assert.Equal("http://collector:4317", configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
    }

    [Theory]
    [InlineData("ClipGrid:Telemetry:Otlp", "collector:4317")]
    [InlineData("ClipGrid:Telemetry:Otlp", "/collector")]
    [InlineData("ClipGrid:Telemetry:Otlp", "grpc://collector:4317")]
    [InlineData("ClipGrid:Telemetry:Otlp", "http://name:canary@collector:4317")]
    [InlineData("ClipGrid:Telemetry:Endpoint", "http://collector:4317")]
    public void Read_WhatCannotBe_NamesTheKeyAndNoSecret(string key, string value)
    {
        GridException error = Assert.Throws<GridException>(() => TelemetrySettings.Read(Configuration((key, value))));

        Assert.Equal(GridProblem.Invalid, error.Problem);
        Assert.Contains(key, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.Message, StringComparison.Ordinal);
    }

    private static ConfigurationManager Configuration(params (string Key, string Value)[] entries)
    {
        ConfigurationManager configuration = new();
        configuration.AddInMemoryCollection(entries.Select(entry => KeyValuePair.Create<string, string?>(entry.Key, entry.Value)));
        return configuration;
    }
}
