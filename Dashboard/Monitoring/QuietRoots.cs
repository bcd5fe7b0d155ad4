using OpenTelemetry.Trace;

namespace ClipGrid.Dashboard.Monitoring;

/// <summary>
/// Begins no trace with a call from grain to grain, or from a page to a grain: what a silo and open pages ask again and again by the clock
/// would bury what people ask for. Such a call within a trace is part of it.
/// </summary>
internal sealed class QuietRoots : Sampler
{
    private const string CallTag = "rpc.system";

    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        samplingParameters.Tags?.Any(tag => tag.Key == CallTag) == true ? new SamplingResult(SamplingDecision.Drop) : new SamplingResult(SamplingDecision.RecordAndSample);
}
