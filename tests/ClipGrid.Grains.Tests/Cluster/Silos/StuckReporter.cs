using ClipGrid.Grains.Cluster.Silos;

namespace ClipGrid.Grains.Tests.Cluster.Silos;

/// <summary>A silo that never says anything.</summary>
internal sealed class StuckReporter : ISiloReporter
{
    public async Task<SiloReport> ReportAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, CancellationToken.None);
        throw new InvalidOperationException("It never comes to this.");
    }
}
