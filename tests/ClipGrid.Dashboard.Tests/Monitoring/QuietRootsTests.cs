using System.Diagnostics;
using ClipGrid.Dashboard.Monitoring;
using OpenTelemetry.Trace;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Monitoring;

public sealed class QuietRootsTests
{
    [Theory]
    [InlineData("IDeviceLeaseGrain/PublishAsync", SamplingDecision.Drop)]
    [InlineData("ISiloService/ReportAsync", SamplingDecision.Drop)]
    [InlineData("ISearchGrain/SearchAsync", SamplingDecision.RecordAndSample)]
    [InlineData("IEncoderGrain/EmbedTextsAsync", SamplingDecision.RecordAndSample)]
    [InlineData("Microsoft.AspNetCore.Hosting.HttpRequestIn", SamplingDecision.RecordAndSample)]
    [InlineData("client.search", SamplingDecision.RecordAndSample)]
    [InlineData("ingest", SamplingDecision.RecordAndSample)]
    public void ShouldSample_ARoot_IsATraceOnlyWhereSomebodyWaits(string name, SamplingDecision expected) =>
        Assert.Equal(expected, new QuietRoots().ShouldSample(new SamplingParameters(default, ActivityTraceId.CreateRandom(), name, ActivityKind.Client)).Decision);
}
