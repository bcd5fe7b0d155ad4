namespace ClipGrid.Dashboard.Hosting;

/// <summary>Tells browsers what a page of the grid may do: run its own scripts, talk to its own server, stand in no other page.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    // MudBlazor sets styles on elements. Pictures that a person is about to send are shown from memory (blob:).
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        + "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>For a page whose own lines of script carry a nonce.</summary>
    public static string PolicyWith(string nonce) => Policy.Replace("script-src 'self'", $"script-src 'self' 'nonce-{nonce}'", StringComparison.Ordinal);

    public Task InvokeAsync(HttpContext context)
    {
        // At the last moment: an answer that became a problem on its way has them too.
        context.Response.OnStarting(Guard, context.Response.Headers);
        return next(context);
    }

    private static Task Guard(object answer)
    {
        IHeaderDictionary headers = (IHeaderDictionary)answer;
        if (headers.ContentSecurityPolicy.Count == 0)
            headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        // Not no-referrer: a form would then say that it comes from nowhere, as one of another site may.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        return Task.CompletedTask;
    }
}
