using System.Diagnostics;
using ClipGrid.Dashboard.Monitoring;
using OpenTelemetry.Trace;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Monitoring;

public sealed class QuietRootsTests
{
    [Theory]
    [InlineData("rpc.system", SamplingDecision.Drop)]
    [InlineData("http.request.method", SamplingDecision.RecordAndSample)]
    public void ShouldSample_CallOfAGrain_BeginsNoTrace(string tag, SamplingDecision expected) =>
        Assert.Equal(expected, new QuietRoots().ShouldSample(new SamplingParameters(default, ActivityTraceId.CreateRandom(), "any", ActivityKind.Client, [new(tag, "x")])).Decision);
}
