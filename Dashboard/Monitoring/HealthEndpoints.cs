using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ClipGrid.Dashboard.Monitoring;

/// <summary>The three questions that are asked of a process: has it started, is it ready, does it live.</summary>
internal static class HealthEndpoints
{
    /// <summary>Where they are.</summary>
    public const string Root = "/health";

    /// <summary>Maps them.</summary>
    /// <param name="routes">Where to.</param>
    /// <param name="tellsWhy">Whether the answers say which part is wrong, for those who run the grid.</param>
    public static void MapHealth(this IEndpointRouteBuilder routes, bool tellsWhy)
    {
        foreach (string tag in (string[])[HealthTag.Startup, HealthTag.Ready, HealthTag.Live])
        {
            HealthCheckOptions options = new() { Predicate = check => check.Tags.Contains(tag) };
            if (tellsWhy)
                options.ResponseWriter = WriteAsync;
            routes.MapHealthChecks($"{Root}/{tag}", options).AllowAnonymous().DisableHttpMetrics();
        }
    }

    // "Unhealthy", then a line for each part.
    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        IEnumerable<string> parts = report.Entries.Select(part => $"{part.Key}: {part.Value.Description ?? part.Value.Status.ToString()}");
        return context.Response.WriteAsync(string.Join('\n', [report.Status.ToString(), .. parts, ""]), context.RequestAborted);
    }
}
