using System.Collections.Immutable;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Cluster.Roles;

namespace ClipGrid.Grains.Cluster;

/// <summary>Ids in ordinal order.</summary>
[ServingPlacement]
internal sealed class CatalogGrain([PersistentState("catalog")] IPersistentState<CatalogState> state) : Grain, ICatalogGrain
{
    private const int LargestPage = 1000;
    private ImmutableSortedSet<string> _ids = [];

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        string key = this.GetPrimaryKeyString();
        if (!Enum.GetNames<CatalogKind>().Contains(key))
            throw new GridException(GridProblem.Invalid, $"There is no catalogue {key}: ask for one of {string.Join(", ", Enum.GetNames<CatalogKind>())}.");
        _ids = state.State.Ids.ToImmutableSortedSet(StringComparer.Ordinal);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<CatalogPage> ListAsync(string prefix, int skip, int top, CancellationToken cancellationToken)
    {
        if (skip < 0 || top is < 1 or > LargestPage)
            throw new GridException(GridProblem.Invalid, $"A page of {top} ids from {skip} cannot be listed: ask for 1 to {LargestPage}, from 0.");
        ImmutableArray<string> fitting = [.. _ids.Where(id => id.StartsWith(prefix, StringComparison.Ordinal))];
        return Task.FromResult(new CatalogPage([.. fitting.Skip(skip).Take(top)], fitting.Length));
    }

    /// <inheritdoc/>
    public Task AddAsync(string id, CancellationToken cancellationToken) => SaveAsync(_ids.Add(id));

    /// <inheritdoc/>
    public Task RemoveAsync(string id, CancellationToken cancellationToken) => SaveAsync(_ids.Remove(id));

    private async Task SaveAsync(ImmutableSortedSet<string> ids)
    {
        // The sets answer with themselves where nothing changes.
        if (ReferenceEquals(ids, _ids))
            return;
        await state.SaveAsync(new CatalogState { Ids = [.. ids] }, this);
        _ids = ids;
    }
}
