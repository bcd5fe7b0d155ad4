using System.Net;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>
/// Who may see what is for those who run the grid: admins, and where nobody is asked who he is, whoever is at the machine itself.
/// </summary>
public static class AdminPolicy
{
    /// <summary>The policy's name.</summary>
    public const string Name = "RunsTheGrid";

    // A proxy on this machine would make everybody look local, so that what it passes on counts as remote.
    internal static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded");
}
