using System.Security.Claims;
using ClipGrid.Contracts.Access;

namespace ClipGrid.Dashboard.Access;

/// <summary>A caller as claims, and back.</summary>
internal static class GridClaims
{
    /// <summary>The claim that has a <see cref="GridRole"/>.</summary>
    public const string Role = "clipgrid.role";

    /// <summary>The claim that has the key by which a person signed in, in a cookie that only this server can read.</summary>
    public const string Key = "clipgrid.key";

    /// <summary>Somebody with a role.</summary>
    public static ClaimsPrincipal Principal(string scheme, string name, GridRole role) => new(new ClaimsIdentity([new Claim(ClaimTypes.Name, name), new Claim(Role, role.ToString())], scheme));

    /// <summary>The role; null for nobody, and for somebody without one.</summary>
    public static GridRole? RoleOf(ClaimsPrincipal user) =>
        user.Identity is { IsAuthenticated: true } && Enum.TryParse(user.FindFirstValue(Role), out GridRole role) && Enum.IsDefined(role) ? role : null;

    /// <summary>The highest of the roles that a provider names, as reader, trainer or admin; null for none of them.</summary>
    public static GridRole? Highest(IEnumerable<string> names)
    {
        GridRole[] roles = [.. Enum.GetValues<GridRole>().Where(role => names.Any(name => name.Equals(role.ToString(), StringComparison.OrdinalIgnoreCase)))];
        return roles.Length == 0 ? null : roles.Max();
    }
}
