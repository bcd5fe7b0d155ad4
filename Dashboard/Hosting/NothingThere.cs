using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing.Template;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>
/// What no endpoint of the API takes: 405 where the address exists for other methods, 415 where it takes JSON only, else 404. The pages' own routes would take such
/// requests otherwise, and hide the difference.
/// </summary>
internal static class NothingThere
{
    public static void MapNothingThere(this IEndpointRouteBuilder api) => api.Map("/{**rest}", Answer).ExcludeFromDescription();

    private static StatusCodeHttpResult Answer(HttpContext context, EndpointDataSource endpoints)
    {
        RouteEndpoint[] fitting = [.. endpoints.Endpoints.OfType<RouteEndpoint>().Where(endpoint => Fits(endpoint, context.Request.Path))];
        string[] methods = [.. fitting.SelectMany(Methods).Distinct().Order(StringComparer.Ordinal)];
        if (fitting.FirstOrDefault(endpoint => Methods(endpoint).Contains(context.Request.Method)) is { } own)
            // It takes bodies, but not of this kind, or it does not take these values.
            return TypedResults.StatusCode(own.Metadata.GetMetadata<IAcceptsMetadata>() is not null && !context.Request.HasJsonContentType() ? StatusCodes.Status415UnsupportedMediaType : StatusCodes.Status404NotFound);
        if (methods.Length == 0)
            return TypedResults.StatusCode(StatusCodes.Status404NotFound);
        context.Response.Headers.Allow = string.Join(", ", methods);
        return TypedResults.StatusCode(StatusCodes.Status405MethodNotAllowed);
    }

    private static IReadOnlyList<string> Methods(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];

    private static bool Fits(RouteEndpoint endpoint, PathString path) =>
        endpoint.RoutePattern.RawText?.StartsWith(ApiPaths.Api, StringComparison.Ordinal) == true
        && new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []).TryMatch(path, []);
}
