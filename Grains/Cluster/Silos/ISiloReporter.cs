namespace ClipGrid.Grains.Cluster.Silos;

/// <summary>What this silo says of itself. Safe for any number of callers.</summary>
internal interface ISiloReporter
{
    /// <summary>Measures it.</summary>
    Task<SiloReport> ReportAsync(CancellationToken cancellationToken);
}
