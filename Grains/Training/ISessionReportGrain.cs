using Orleans.Concurrency;

namespace ClipGrid.Grains.Training;

/// <summary>What a run tells its session; the key is the session's id. Implemented by the session's grain.</summary>
[Alias("clipgrid.ISessionReportGrain")]
internal interface ISessionReportGrain : IGrainWithStringKey
{
    /// <summary>Records a report, durably.</summary>
    [Alias("Report")]
    Task ReportAsync(SessionReport report, CancellationToken cancellationToken);

    /// <summary>Hears that a run lives. Interleaves: a state that is being stored, slowly, must not make a run believe that nobody listens.</summary>
    [Alias("Pulse"), AlwaysInterleave]
    Task<PulseAnswer> PulseAsync(SessionPulse pulse, CancellationToken cancellationToken);
}
