using System.Net;
using Microsoft.AspNetCore.Authorization;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>
/// Who may see what is for those who run the grid. There are no accounts: whoever is at the machine itself may, and nobody else.
/// </summary>
public static class AdminPolicy
{
    /// <summary>The policy's name.</summary>
    public const string Name = "Admin";

    internal static void Define(AuthorizationOptions options) =>
        options.AddPolicy(Name, policy => policy.RequireAssertion(decided => decided.Resource is HttpContext context && IsLocal(context)));

    // A proxy on this machine would make everybody look local, so that what it passes on counts as remote.
    internal static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded");
}
