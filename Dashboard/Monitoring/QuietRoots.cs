using System.Text.RegularExpressions;
using OpenTelemetry.Trace;

namespace ClipGrid.Dashboard.Monitoring;

/// <summary>
/// Begins no trace with a call to a grain, unless it is one that somebody waits for: what silos and open pages ask again and again by the
/// clock would bury what people ask for. Such a call within a trace is part of it.
/// </summary>
internal sealed partial class QuietRoots : Sampler
{
    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        new(Call().IsMatch(samplingParameters.Name) ? SamplingDecision.Drop : SamplingDecision.RecordAndSample);

    // IDeviceLeaseGrain/PublishAsync, ISiloService/ReportAsync, and not ISearchGrain/SearchAsync.
    [GeneratedRegex("^I(?!SearchGrain/|EncoderGrain/)[A-Z][A-Za-z]*/[A-Za-z]+$")]
    private static partial Regex Call();
}
