using System.Runtime.CompilerServices;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Contracts.Client;

/// <summary>Models; a part of <see cref="ClipGridClient"/>, which says what every method throws.</summary>
public sealed partial class GridModels
{
    private readonly GridCalls _calls;

    internal GridModels(GridCalls calls) => _calls = calls;

    /// <summary>A model with its versions, aliases and history.</summary>
    /// <exception cref="GridException">NotFound.</exception>
    public Task<ModelInfo> GetAsync(ModelName name, CancellationToken cancellationToken = default) =>
        _calls.AskAsync(grains => Grain(grains, name).GetAsync(cancellationToken), cancellationToken);

    /// <summary>The names of all models that begin with <paramref name="prefix"/>, in ordinal order.</summary>
    public async IAsyncEnumerable<ModelName> ListNamesAsync(string prefix = "", [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (string id in CatalogPages.ListAsync(_calls, CatalogKind.Models, prefix, cancellationToken))
            yield return ModelName.Parse(id);
    }

    /// <summary>All models whose names begin with <paramref name="prefix"/>, in ordinal order; one that is deleted meanwhile is left out.</summary>
    public async IAsyncEnumerable<ModelInfo> ListAsync(string prefix = "", [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (string id in CatalogPages.ListAsync(_calls, CatalogKind.Models, prefix, cancellationToken))
            if (await Absence.OrNullAsync(GetAsync(ModelName.Parse(id), cancellationToken)) is { } found)
                yield return found;
    }

    /// <summary>The version that a person's words name: <c>demo</c>, <c>demo@champion</c>, <c>demo@3f9a12b4</c>.</summary>
    /// <exception cref="GridException">NotFound. Conflict: the beginning of the digest fits several.</exception>
    public Task<ModelVersionInfo> ResolveAsync(ModelRef model, CancellationToken cancellationToken = default) =>
        _calls.AskAsync(grains => Grain(grains, model.Name).ResolveAsync(model.Selector, cancellationToken), cancellationToken);

    /// <summary>A version by its whole digest.</summary>
    /// <exception cref="GridException">NotFound.</exception>
    public Task<ModelVersionInfo> GetVersionAsync(ModelVersionId version, CancellationToken cancellationToken = default) =>
        _calls.AskAsync(grains => grains.GetGrain<IModelVersionGrain>(Demand.Key(version)).GetAsync(cancellationToken), cancellationToken);

    /// <summary>Moves or protects an alias.</summary>
    /// <exception cref="GridException">NotFound. Invalid: the alias. WrongState: protected. Conflict: it points elsewhere than expected.</exception>
    public Task<ModelInfo> SetAliasAsync(ModelName name, SetAliasRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _calls.AskAsync(grains => Grain(grains, name).SetAliasAsync(request, cancellationToken), cancellationToken);
    }

    /// <summary>Removes an alias.</summary>
    /// <param name="name">The model.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="overridesProtection">Removes it even if it is protected.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="GridException">NotFound. WrongState: protected.</exception>
    public Task<ModelInfo> RemoveAliasAsync(ModelName name, string alias, bool overridesProtection = false, CancellationToken cancellationToken = default) =>
        SetAliasAsync(
            name,
            new SetAliasRequest { Operation = OperationId.New(), Alias = alias, Target = null, OverridesProtection = overridesProtection },
            cancellationToken);

    /// <summary>Deletes a version that no alias but latest points to.</summary>
    /// <exception cref="GridException">Invalid: no selector. NotFound. WrongState: an alias points to it.</exception>
    public Task DeleteVersionAsync(ModelRef model, CancellationToken cancellationToken = default)
    {
        string selector = model.Selector ?? throw new GridException(GridProblem.Invalid, $"Which version of {model.Name}? Write {model.Name}@ and the beginning of its digest.");
        OperationId operation = OperationId.New();
        return _calls.TellAsync(grains => Grain(grains, model.Name).DeleteVersionAsync(operation, selector, cancellationToken), cancellationToken);
    }

    private static IModelGrain Grain(IGrainFactory grains, ModelName name) => grains.GetGrain<IModelGrain>(Demand.Key(name));
}
