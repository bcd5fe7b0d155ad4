namespace ClipGrid.Grains.Models;

/// <summary>What a model tells its versions; the key is a version's id. Implemented by the version's grain.</summary>
[Alias("clipgrid.IModelVersionCacheGrain")]
internal interface IModelVersionCacheGrain : IGrainWithStringKey
{
    /// <summary>Forgets what it holds in memory: the version was deleted.</summary>
    [Alias("Forget")]
    Task ForgetAsync(CancellationToken cancellationToken);
}
