using System.Security.Claims;
using ClipGrid.Contracts.Client;

namespace ClipGrid.Dashboard.Access;

/// <summary>
/// For whom this process asks the grid just now: it goes along with what a request or a page's event set in motion, work in the background
/// included. What nobody set in motion is nobody's, and a grid that asks refuses it.
/// </summary>
/// <param name="ownKey">The key that this process shows; null for a silo, whose own calls are trusted.</param>
/// <param name="isAsked">Whether callers say who they are; else all of them are this process itself.</param>
public sealed class CurrentCaller(string? ownKey, bool isAsked)
{
    private static readonly CallerClaim Nobody = new() { Key = "" };
    private readonly CallerClaim _self = new() { Key = ownKey };
    private readonly AsyncLocal<CallerClaim?> _claim = new();

    /// <summary>The claim of who is there.</summary>
    public ValueTask<CallerClaim> ClaimAsync() => ValueTask.FromResult(isAsked ? _claim.Value ?? Nobody : _self);

    /// <summary>From now on it is for this person.</summary>
    internal void Be(ClaimsPrincipal user) => _claim.Value = GridClaims.RoleOf(user) is { } role
        ? new CallerClaim { Key = ownKey, Person = user.Identity?.Name ?? "somebody", Role = role }
        : Nobody;
}
