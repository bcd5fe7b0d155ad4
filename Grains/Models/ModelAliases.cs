using System.Text.Json;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Grains.Models;

/// <summary>What happens to a model's aliases, without a cluster.</summary>
internal static class ModelAliases
{
    /// <summary>The alias that moves by itself to the newest version.</summary>
    public const string Latest = "latest";

    private const int LongestHistory = 1000;

    /// <summary>The state after a request; the same state if it was carried out before.</summary>
    /// <exception cref="GridException">NotFound, Invalid, WrongState, Conflict.</exception>
    public static ModelState Set(ModelName model, ModelState state, SetAliasRequest request, DateTimeOffset now)
    {
        string asked = JsonSerializer.Serialize(request);
        if (ModelOperation.Find(state.Operations, request.Operation, asked) is not null)
            return state;
        RequireName(request.Alias);
        AliasInfo? former = state.Aliases.FirstOrDefault(alias => alias.Name == request.Alias);
        if (request.Expected is { } expected && former?.Target != expected)
            throw new GridException(GridProblem.Conflict, $"{request.Alias} of {model} points to {former?.Target.Digest.Short ?? "nothing"} and not to {expected.Digest.Short}: somebody else has moved it. Look at it again and decide anew.");
        ModelVersionId? target = request.Target is null ? null : ModelVersions.Resolve(model, state, request.Target).Id;
        if (target is null && former is null)
            throw new GridException(GridProblem.NotFound, $"The model {model} has no alias {request.Alias} to remove: it has {string.Join(", ", state.Aliases.Select(alias => alias.Name))}.");
        if (former is { IsProtected: true } && former.Target != target && !request.OverridesProtection)
            throw new GridException(GridProblem.WrongState, $"{request.Alias} of {model} is protected and points to {former.Target.Digest.Short}: override its protection (--force), or end it first (--unprotect).");
        ModelState moved = Move(state, request.Alias, target, now, request.Reason);
        return moved with
        {
            Aliases = [.. moved.Aliases.Select(alias => alias.Name == request.Alias && request.IsProtected is { } isProtected ? alias with { IsProtected = isProtected } : alias)],
            Operations = new ModelOperation(request.Operation, asked).AddTo(state.Operations),
        };
    }

    /// <summary>The state with an alias that points elsewhere, or to nothing, and that in its history.</summary>
    public static ModelState Move(ModelState state, string name, ModelVersionId? target, DateTimeOffset now, string? reason)
    {
        AliasInfo? former = state.Aliases.FirstOrDefault(alias => alias.Name == name);
        if (former?.Target == target)
            return state;
        IEnumerable<AliasInfo> aliases = state.Aliases.Where(alias => alias.Name != name);
        if (target is { } version)
            aliases = aliases.Append(former is null ? new AliasInfo(name, version, IsProtected: false) : former with { Target = version });
        AliasChange change = new() { Name = name, From = former?.Target, To = target, At = now, Reason = reason };
        return state with
        {
            Aliases = [.. aliases.OrderBy(alias => alias.Name, StringComparer.Ordinal)],
            History = [change, .. state.History.Take(LongestHistory - 1)],
        };
    }

    private static void RequireName(string alias)
    {
        if (alias == Latest)
            throw new GridException(GridProblem.Invalid, $"{Latest} moves by itself to the newest version and cannot be set: use another alias, for example champion.");
        if (!GridName.IsValid(alias))
            throw new GridException(GridProblem.Invalid, $"{GridName.Shown(alias)} is no name for an alias: {GridName.Rule}.");
        if (ModelVersions.IsPrefix(alias))
            throw new GridException(GridProblem.Invalid, $"{GridName.Shown(alias)} could be the beginning of a digest: use an alias with a letter beyond f, for example champion.");
    }
}
