namespace ClipGrid.Dashboard.Hosting;

/// <summary>Answers of the API are as of now: nobody keeps them, unless the endpoint says otherwise.</summary>
internal sealed class NotStored : IEndpointFilter
{
    /// <inheritdoc/>
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return next(context);
    }
}
