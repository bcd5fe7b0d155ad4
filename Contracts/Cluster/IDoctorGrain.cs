using System.Collections.Immutable;
using ClipGrid.Contracts.Access;

namespace ClipGrid.Contracts.Cluster;

/// <summary>Checks the grid; any key (0) will do.</summary>
[Alias("clipgrid.IDoctorGrain")]
public interface IDoctorGrain : IGrainWithIntegerKey
{
    /// <summary>Checks torch, device, storage and cluster as the silo that answers sees them.</summary>
    [Alias("Check"), AllowedFor(GridRole.Reader)]
    Task<ImmutableArray<CheckResult>> CheckAsync(CancellationToken cancellationToken);

    /// <summary>The release of the silo that answers, for example 0.1.0.</summary>
    [Alias("GetVersion"), AllowedFor(GridRole.Reader)]
    Task<string> GetVersionAsync(CancellationToken cancellationToken);
}
