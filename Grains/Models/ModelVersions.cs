using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Grains.Models;

/// <summary>What happens to a model's versions, without a cluster.</summary>
internal static class ModelVersions
{
    private const int ShortestPrefix = 4;
    private const int MostListed = 10;
    private const int MostClassCharacters = 100_000;

    /// <summary>The state with a version more; latest moves to it. The same state if it is known.</summary>
    public static ModelState Register(ModelState state, ModelVersionInfo version, DateTimeOffset now) =>
        state.Versions.Any(known => known.Id == version.Id)
            ? state
            : ModelAliases.Move(state with { Versions = state.Versions.Add(version) }, ModelAliases.Latest, version.Id, now, null);

    /// <summary>The state without a version; latest falls back to the newest that is left.</summary>
    /// <exception cref="GridException">NotFound, Conflict; WrongState: an alias points to it.</exception>
    public static ModelState Delete(ModelName name, ModelState state, OperationId operation, string selector, DateTimeOffset now)
    {
        ModelVersionId id = Resolve(name, state, selector).Id;
        if (state.Aliases.Where(alias => alias.Target == id && alias.Name != ModelAliases.Latest).Select(alias => alias.Name).ToArray() is [_, ..] aliases)
            throw new GridException(GridProblem.WrongState, $"{id.Short} cannot be deleted because {string.Join(", ", aliases)} points to it: move or remove that alias first.");
        ImmutableArray<ModelVersionInfo> rest = state.Versions.RemoveAll(version => version.Id == id);
        ModelState next = state with
        {
            Versions = rest,
            Operations = new ModelOperation(operation, DeleteRequest(selector), id).AddTo(state.Operations),
        };
        return ModelAliases.Move(next, ModelAliases.Latest, rest is [.., var newest] ? newest.Id : null, now, $"{id.Digest.Short} was deleted");
    }

    /// <summary>What a request to delete is remembered as.</summary>
    public static string DeleteRequest(string selector) => $"delete {selector}";

    /// <summary>The version that an alias or the beginning of a digest names; null for latest.</summary>
    /// <exception cref="GridException">NotFound; Conflict: the beginning fits several.</exception>
    public static ModelVersionInfo Resolve(ModelName name, ModelState state, string? selector)
    {
        if (state.Versions.IsEmpty)
            throw new GridException(GridProblem.NotFound, $"There is no model {name}: import one under that name, or list the models there are.");
        string wanted = selector ?? ModelAliases.Latest;
        if (state.Aliases.FirstOrDefault(alias => alias.Name == wanted) is { } alias)
            return state.Versions.First(version => version.Id == alias.Target);
        ModelVersionInfo[] fitting = IsPrefix(wanted) ? [.. state.Versions.Where(version => version.Id.Digest.Value.StartsWith(wanted, StringComparison.Ordinal))] : [];
        return fitting switch
        {
            [var only] => only,
            [] => throw new GridException(GridProblem.NotFound, $"The model {name} has no alias or version {GridName.Shown(selector)}: it has {Listed(state)}. Name one of these; of a digest, {ShortestPrefix} digits or more."),
            _ => throw new GridException(GridProblem.Conflict, $"{GridName.Shown(selector)} is the beginning of {fitting.Length} versions of {name}: {string.Join(", ", fitting.Take(MostListed).Select(version => version.Id.Digest.Short))}. Give more digits."),
        };
    }

    /// <summary>
    /// The versions for an answer that has them all: the newest keep their classes while those fit a message, the others lose them. Who wants
    /// an old version's classes asks for that version.
    /// </summary>
    public static ImmutableArray<ModelVersionInfo> Listed(ImmutableArray<ModelVersionInfo> versions)
    {
        long characters = 0;
        ModelVersionInfo[] listed = [.. versions.Reverse().Select(version =>
            (characters += version.Classes.Sum(name => (long)name.Length)) <= MostClassCharacters ? version : version with { Classes = [] })];
        return [.. listed.Reverse()];
    }

    /// <summary>True for what may be the beginning of a digest.</summary>
    public static bool IsPrefix(string text) => text.Length is >= ShortestPrefix and <= 64 && text.All(char.IsAsciiHexDigitLower);

    private static string Listed(ModelState state)
    {
        string[] names = [.. state.Aliases.Select(alias => alias.Name), .. state.Versions.Reverse().Select(version => version.Id.Digest.Short)];
        return string.Join(", ", names.Take(MostListed)) + (names.Length > MostListed ? $" and {names.Length - MostListed} more" : "");
    }
}
