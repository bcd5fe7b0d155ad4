using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Components.Endpoints;

namespace ClipGrid.Dashboard.Limits;

/// <summary>
/// How many pages each caller has open, by the connections that keep them alive: a page of the server's has a memory of its own there. Who
/// has too many is refused the next one, before it is drawn.
/// </summary>
internal sealed class OpenPages(CallerLimits limits)
{
    private static readonly PathString Connections = new("/_blazor");

    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Passes a request on, unless its caller has too many pages open.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (limits.PagesAtOnce == 0)
            await next(context);
        else if (IsConnection(context))
            await ConnectAsync(context, next);
        else if (context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null && _counts.GetValueOrDefault(CallerRate.Caller(context)) >= limits.PagesAtOnce)
            await RefuseAsync(context);
        else
            await next(context);
    }

    // One request for as long as the page is open, by HTTP/2 a CONNECT; a browser without web sockets asks again and again, one at a time.
    private static bool IsConnection(HttpContext context) =>
        context.Request.Path.StartsWithSegments(Connections, out PathString rest) && (rest.Value is null or "" or "/") && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsConnect(context.Request.Method));

    private async Task ConnectAsync(HttpContext context, RequestDelegate next)
    {
        string caller = CallerRate.Caller(context);
        if (_counts.AddOrUpdate(caller, 1, static (_, count) => count + 1) > limits.PagesAtOnce)
        {
            Leave(caller);
            await RefuseAsync(context);
            return;
        }
        try
        {
            await next(context);
        }
        finally
        {
            Leave(caller);
        }
    }

    private void Leave(string caller)
    {
        int left = _counts.AddOrUpdate(caller, 0, static (_, count) => count - 1);
        if (left == 0)
            _counts.TryRemove(KeyValuePair.Create(caller, 0));
    }

    private Task RefuseAsync(HttpContext context)
    {
        RateRefusals.Refuse(context, seconds: 10);
        string most = limits.PagesAtOnce!.Value.ToString("N0", CultureInfo.InvariantCulture);
        return Results.Text($"You have {most} pages of ClipGrid open, which is as many as one may have: close some and come again.", statusCode: StatusCodes.Status429TooManyRequests).ExecuteAsync(context);
    }
}
