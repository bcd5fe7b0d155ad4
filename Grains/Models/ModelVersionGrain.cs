using ClipGrid.Contracts.Models;
using ClipGrid.Grains.Cluster.Roles;

namespace ClipGrid.Grains.Models;

/// <summary>An immutable version: its manifest, read once.</summary>
[ServingPlacement]
internal sealed class ModelVersionGrain(IModelStore store) : Grain, IModelVersionGrain, IModelVersionCacheGrain
{
    private ModelVersionInfo? _info;

    /// <inheritdoc/>
    public async Task<ModelVersionInfo> GetAsync(CancellationToken cancellationToken) =>
        _info ??= await store.GetInfoAsync(ModelVersionId.Parse(this.GetPrimaryKeyString()), cancellationToken);

    /// <inheritdoc/>
    public Task ForgetAsync(CancellationToken cancellationToken)
    {
        _info = null;
        return Task.CompletedTask;
    }
}
