using System.Collections.Immutable;

namespace ClipGrid.Contracts.Cluster;

/// <summary>Checks the grid; any key (0) will do.</summary>
[Alias("clipgrid.IDoctorGrain")]
public interface IDoctorGrain : IGrainWithIntegerKey
{
    /// <summary>Checks torch, device, storage and cluster as the silo that answers sees them.</summary>
    [Alias("Check")]
    Task<ImmutableArray<CheckResult>> CheckAsync(CancellationToken cancellationToken);

    /// <summary>The release of the silo that answers, for example 0.1.0.</summary>
    [Alias("GetVersion")]
    Task<string> GetVersionAsync(CancellationToken cancellationToken);
}
