using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;
using ClipGrid.Grains.Cluster;
using ClipGrid.Grains.Cluster.Roles;

namespace ClipGrid.Grains.Models;

/// <summary>A model: its versions, aliases and jobs.</summary>
[ServingPlacement]
internal sealed partial class ModelGrain(
    [PersistentState("model")] IPersistentState<ModelState> state,
    IModelStore store,
    ModelJobs jobs,
    ModelImporter importer,
    ModelExporter exporter,
    TimeProvider clock) : Grain, IModelGrain, IModelRegistryGrain
{
    private ModelName Name => ModelName.Parse(this.GetPrimaryKeyString());

    /// <inheritdoc/>
    public Task<ModelInfo> GetAsync(CancellationToken cancellationToken)
    {
        // Throws where there is no model.
        ModelVersions.Resolve(Name, state.State, selector: null);
        return Task.FromResult(Info());
    }

    /// <inheritdoc/>
    public Task<ModelVersionInfo> ResolveAsync(string? selector, CancellationToken cancellationToken) =>
        Task.FromResult(ModelVersions.Resolve(Name, state.State, selector));

    /// <inheritdoc/>
    public async Task<ModelInfo> SetAliasAsync(SetAliasRequest request, CancellationToken cancellationToken)
    {
        await SaveAsync(ModelAliases.Set(Name, state.State, request, clock.GetUtcNow()));
        return Info();
    }

    /// <inheritdoc/>
    public async Task DeleteVersionAsync(OperationId operation, string selector, CancellationToken cancellationToken)
    {
        ModelOperation? former = ModelOperation.Find(state.State.Operations, operation, ModelVersions.DeleteRequest(selector));
        if (former is null)
        {
            await SaveAsync(ModelVersions.Delete(Name, state.State, operation, selector, clock.GetUtcNow()));
            former = state.State.Operations[0];
        }
        // Also when it is repeated: the first time may have ended between the two. What was stored again since is another's.
        if (former.Deleted is { } id && !state.State.Versions.Any(version => version.Id == id))
        {
            await store.DeleteAsync(id, cancellationToken);
            await GrainFactory.GetGrain<IModelVersionCacheGrain>(id.ToString()).ForgetAsync(cancellationToken);
        }
        if (state.State.Versions.IsEmpty)
            await Catalog.RemoveAsync(Name.ToString(), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ModelVersionInfo> RegisterAsync(ModelVersionInfo version, CancellationToken cancellationToken)
    {
        if (version.Id.Name != Name)
            throw new GridException(GridProblem.Invalid, $"{version.Id.Short} is no version of {Name}: register it with its own model.");
        await SaveAsync(ModelVersions.Register(state.State, version, clock.GetUtcNow()));
        await Catalog.AddAsync(Name.ToString(), cancellationToken);
        return state.State.Versions.First(known => known.Id == version.Id);
    }

    private ICatalogGrain Catalog => GrainFactory.GetGrain<ICatalogGrain>(nameof(CatalogKind.Models));

    private ModelInfo Info() => new()
    {
        Name = Name,
        Versions = ModelVersions.Listed(state.State.Versions),
        Aliases = state.State.Aliases,
        History = state.State.History,
    };

    private async Task SaveAsync(ModelState next)
    {
        if (!ReferenceEquals(next, state.State))
            await state.SaveAsync(next, this);
    }
}
