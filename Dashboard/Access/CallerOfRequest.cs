namespace ClipGrid.Dashboard.Access;

/// <summary>What a request sets in motion is for who sent it.</summary>
internal sealed class CallerOfRequest(RequestDelegate next, CurrentCaller current)
{
    public async Task InvokeAsync(HttpContext context)
    {
        current.Be(context.User);
        await next(context);
    }
}
