using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>Says why a page is refused: without accounts there is no way to sign in that a browser could be sent to.</summary>
internal sealed class AdminRefusals : IAuthorizationMiddlewareResultHandler
{
    /// <inheritdoc/>
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
        authorizeResult.Succeeded
            ? next(context)
            : Results.Problem("This is for those who run the grid: open it in a browser on the silo's own machine.", statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);
}
