using ClipGrid.Contracts.Naming;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>
/// Refuses what a page of another site sends: anything that may change something, and the socket that pages talk over. Programs send no
/// origin and are let through.
/// </summary>
internal sealed class ForeignOrigins(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        bool isSafe = (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)) && !request.Path.StartsWithSegments("/_blazor");
        string? origin = request.Headers.Origin;
        if (isSafe || string.IsNullOrEmpty(origin) || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase))
            return next(context);
        return Results.Problem($"This came from a page of another site, {GridName.Shown(origin)}: open the grid's own pages at {request.Scheme}://{request.Host}.", statusCode: StatusCodes.Status403Forbidden)
            .ExecuteAsync(context);
    }
}
