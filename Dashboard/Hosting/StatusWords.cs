using ClipGrid.Contracts.Naming;
using Microsoft.AspNetCore.Http.Metadata;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>A sentence for a status that comes without one.</summary>
internal static class StatusWords
{
    /// <summary>The sentence, or null.</summary>
    public static string? Of(int status, HttpContext context)
    {
        string path = GridName.Shown(context.Request.Path);
        return status switch
        {
            StatusCodes.Status404NotFound => $"There is nothing at {path}: {ApiPaths.Document} lists what there is.",
            StatusCodes.Status405MethodNotAllowed => $"{path} takes {context.Response.Headers.Allow}, not {context.Request.Method}.",
            StatusCodes.Status408RequestTimeout => "The body came too slowly: send it faster, or less of it.",
            StatusCodes.Status413PayloadTooLarge => Limit(context) is { } limit
                ? FormattableString.Invariant($"The body is larger than the {limit} bytes that are taken here: send less at once.")
                : "The body is larger than what is taken here: send less at once.",
            StatusCodes.Status415UnsupportedMediaType => "Send JSON, with Content-Type: application/json.",
            StatusCodes.Status429TooManyRequests => "Too many requests at the same time: come back in a second, or send less at once.",
            _ => null,
        };
    }

    // An endpoint that is compared with the error's own one: the handler of errors has put it aside.
    private static long? Limit(HttpContext context) =>
        (context.GetEndpoint() ?? context.Features.Get<Microsoft.AspNetCore.Diagnostics.IExceptionHandlerFeature>()?.Endpoint)?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize;
}
