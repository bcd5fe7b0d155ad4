using ClipGrid.Contracts.Models;

namespace ClipGrid.Grains.Models;

/// <summary>What other grains tell a model; the key is its <see cref="ModelName"/>. Implemented by the model's grain.</summary>
[Alias("clipgrid.IModelRegistryGrain")]
internal interface IModelRegistryGrain : IGrainWithStringKey
{
    /// <summary>Makes a stored version known and moves latest to it, durably. Registering what is known is fine.</summary>
    [Alias("Register")]
    Task<ModelVersionInfo> RegisterAsync(ModelVersionInfo version, CancellationToken cancellationToken);
}
