using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Contracts.Models;

/// <summary>An immutable version; the key is its <see cref="ModelVersionId"/>.</summary>
[Alias("clipgrid.IModelVersionGrain")]
public interface IModelVersionGrain : IGrainWithStringKey
{
    /// <summary>What it is and where it comes from.</summary>
    /// <exception cref="GridException">NotFound.</exception>
    [Alias("Get"), AllowedFor(GridRole.Reader)]
    Task<ModelVersionInfo> GetAsync(CancellationToken cancellationToken);
}
