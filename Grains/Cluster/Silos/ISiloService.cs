using System.Collections.Immutable;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Errors;
using Orleans.Services;

namespace ClipGrid.Grains.Cluster.Silos;

/// <summary>
/// A silo's own voice, one on each. It is a grain service and no placed grain because it must be reached without asking anybody else: the
/// directory of grains is spread over the silos, and a frozen one would hide healthy ones.
/// </summary>
[Alias("clipgrid.ISiloService")]
internal interface ISiloService : IGrainService
{
    /// <summary>What the silo says of itself.</summary>
    [Alias("Report")]
    Task<SiloReport> ReportAsync(CancellationToken cancellationToken);

    /// <summary>Entries of its log.</summary>
    /// <exception cref="GridException">Invalid: the number or the page.</exception>
    [Alias("ReadLog")]
    Task<LogPage> ReadLogAsync(long afterNumber, int top, CancellationToken cancellationToken);

    /// <summary>Its configuration, secrets hidden.</summary>
    [Alias("ReadConfiguration")]
    Task<ImmutableArray<ConfigurationEntry>> ReadConfigurationAsync(CancellationToken cancellationToken);
}
