using ClipGrid.Contracts.Access;

namespace ClipGrid.Contracts.Cluster;

/// <summary>What exists, for listing; the key is a <see cref="CatalogKind"/>'s name.</summary>
[Alias("clipgrid.ICatalogGrain")]
public interface ICatalogGrain : IGrainWithStringKey
{
    /// <summary>Ids that begin with <paramref name="prefix"/>.</summary>
    /// <param name="prefix">The beginning, or "" for all.</param>
    /// <param name="skip">How many to pass over.</param>
    /// <param name="top">Most to return, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    [Alias("List"), AllowedFor(GridRole.Reader)]
    Task<CatalogPage> ListAsync(string prefix, int skip, int top, CancellationToken cancellationToken);

    /// <summary>Adds an id, durably. Adding what is there is fine.</summary>
    [Alias("Add")]
    Task AddAsync(string id, CancellationToken cancellationToken);

    /// <summary>Removes an id, durably. Removing what is not there is fine.</summary>
    [Alias("Remove")]
    Task RemoveAsync(string id, CancellationToken cancellationToken);
}
