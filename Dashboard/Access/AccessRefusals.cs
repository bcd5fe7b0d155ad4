using ClipGrid.Contracts.Access;
using ClipGrid.Dashboard.Hosting;
using ClipGrid.Dashboard.Limits;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.Net.Http.Headers;

namespace ClipGrid.Dashboard.Access;

/// <summary>Says why somebody is not let in, and shows the way.</summary>
internal sealed class AccessRefusals : IAuthorizationMiddlewareResultHandler
{
    /// <inheritdoc/>
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
            return next(context);
        if (authorizeResult.Challenged)
        {
            if (context.Features.Get<TriedTooOften>() is { } often)
            {
                RateRefusals.Refuse(context, often.Seconds);
                return Results.Problem(FormattableString.Invariant($"Too many keys came from your address that nobody has: come back in {often.Seconds} s."), statusCode: StatusCodes.Status429TooManyRequests).ExecuteAsync(context);
            }
            context.Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
            return ApiPaths.IsForPrograms(context.Request.Path)
                ? Results.Problem("The grid asks who you are: send an API key that it knows, as Authorization: Bearer cgk_… or X-Api-Key.", statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(context)
                : context.ChallengeAsync();
        }
        // A page says it in its own place, in the layout of all pages.
        if (GridClaims.RoleOf(context.User) is not null && context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return next(context);
        }
        string words = GridClaims.RoleOf(context.User) switch
        {
            null => "You are known, but have no role in this grid: ask an admin for one.",
            GridRole.Admin => "This is for those who run the grid: open it in a browser on the silo's own machine.",
            GridRole role => $"This takes another role than {role.ToString().ToLowerInvariant()}: ask an admin.",
        };
        return Results.Problem(words, statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);
    }
}
