using System.Collections.Immutable;
using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Errors;
using Orleans.Concurrency;

namespace ClipGrid.Contracts.Cluster;

/// <summary>The grid's silos; any key (0) will do. All methods throw <see cref="GridException"/>.</summary>
[Alias("clipgrid.ISilosGrain")]
public interface ISilosGrain : IGrainWithIntegerKey
{
    /// <summary>All silos in the order of their names, and of those that have ended the last ones. One that does not answer within two seconds is listed with the reason.</summary>
    [Alias("Get"), AlwaysInterleave, AllowedFor(GridRole.Reader)]
    Task<ImmutableArray<SiloInfo>> GetAsync(CancellationToken cancellationToken);

    /// <summary>Entries of a silo's log.</summary>
    /// <param name="silo">Its name.</param>
    /// <param name="afterNumber">The number after which to begin; 0 for the oldest one.</param>
    /// <param name="top">Most to return, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="GridException">NotFound: no such silo. Invalid: the number or the page. Unavailable: it does not answer.</exception>
    [Alias("GetLog"), AlwaysInterleave, AllowedFor(GridRole.Admin)]
    Task<LogPage> GetLogAsync(string silo, long afterNumber, int top, CancellationToken cancellationToken);

    /// <summary>What a silo was configured with, secrets hidden; defaults are not listed.</summary>
    /// <exception cref="GridException">NotFound: no such silo. Unavailable: it does not answer.</exception>
    [Alias("GetConfiguration"), AlwaysInterleave, AllowedFor(GridRole.Admin)]
    Task<ImmutableArray<ConfigurationEntry>> GetConfigurationAsync(string silo, CancellationToken cancellationToken);
}
