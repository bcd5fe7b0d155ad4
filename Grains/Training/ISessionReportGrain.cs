namespace ClipGrid.Grains.Training;

/// <summary>What a run tells its session; the key is the session's id. Implemented by the session's grain.</summary>
[Alias("clipgrid.ISessionReportGrain")]
internal interface ISessionReportGrain : IGrainWithStringKey
{
    /// <summary>Records a report, durably.</summary>
    [Alias("Report")]
    Task ReportAsync(SessionReport report, CancellationToken cancellationToken);
}
