using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Access;

/// <summary>The key by which a new grid's first admin comes in.</summary>
public static class FirstKey
{
    /// <summary>Makes it, from within a silo; null for a grid that has keys.</summary>
    /// <exception cref="GridException">Unavailable: it cannot be stored.</exception>
    public static Task<string?> MakeAsync(IGrainFactory grains, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grains);
        return grains.GetGrain<IKeyDirectoryGrain>(IAccessGrain.Key).CreateFirstAsync(cancellationToken);
    }
}
