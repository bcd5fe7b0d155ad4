using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Access;

/// <summary>The sentences for callers who are not let in. They do not tell a key that was revoked from one that never was.</summary>
internal static class AccessFault
{
    /// <summary>Nobody has this key.</summary>
    public static GridException UnknownKey() =>
        new(GridProblem.Unauthenticated, "The API key is not known here, or not good any more: ask an admin for another one.");

    /// <summary>No key came along.</summary>
    public static GridException NoKey() =>
        new(GridProblem.Unauthenticated, "The grid asks who you are: send an API key (ClipGridClientOptions.ApiKey, or CLIPGRID_KEY for the command).");

    /// <summary>The role is not enough.</summary>
    public static GridException Denied(string caller, GridRole has, GridRole? needed) => new(
        GridProblem.Denied,
        needed is { } role ? $"{caller} has the role {Name(has)}, and this takes {Name(role)}: ask an admin for a key with that role." : $"{caller} asked for what is the cluster's own business, which nobody else may.");

    private static string Name(GridRole role) => role.ToString().ToLowerInvariant();
}
