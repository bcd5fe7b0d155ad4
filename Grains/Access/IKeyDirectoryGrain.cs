using Orleans.Concurrency;

namespace ClipGrid.Grains.Access;

/// <summary>The keys, for the silos that check them; another side of the keys' grain.</summary>
[Alias("clipgrid.IKeyDirectoryGrain")]
internal interface IKeyDirectoryGrain : IGrainWithStringKey
{
    /// <summary>The key of an id, good or not; null if there is none.</summary>
    [Alias("Find"), AlwaysInterleave]
    Task<StoredKey?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Makes the first key of a grid that has none for an admin; null if it has one.</summary>
    [Alias("CreateFirst")]
    Task<string?> CreateFirstAsync(CancellationToken cancellationToken);
}
