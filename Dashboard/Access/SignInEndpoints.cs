using System.Security.Claims;
using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Errors;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ClipGrid.Dashboard.Access;

/// <summary>Signing in and out: plain pages, because nobody who is not known may open one that talks.</summary>
internal static class SignInEndpoints
{
    private const int LongestKey = 200;

    /// <summary>Maps them.</summary>
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder pages = routes.MapGroup("").ExcludeFromDescription().AllowAnonymous();
        pages.MapGet(SignInPaths.Page, Show);
        pages.MapPost(SignInPaths.Page, SignInAsync).RequireRateLimiting(SignInRate.Name);
        pages.MapGet(SignInPaths.Provider, Send);
        pages.MapPost(SignInPaths.Out, SignOutAsync);
    }

    private static RazorComponentResult<SignInPage> Show(HttpContext context, AccessSettings settings, IAntiforgery antiforgery) =>
        Page(context, settings, antiforgery, context.Request.Query[SignInPaths.Return], null);

    private static async Task<IResult> SignInAsync(
        HttpContext context, AccessSettings settings, IAntiforgery antiforgery, KeyRegister keys, [FromForm] string? key, [FromForm(Name = SignInPaths.Return)] string? back)
    {
        string shown = (key ?? "").Trim();
        CallerInfo? caller;
        try
        {
            caller = shown.Length is 0 or > LongestKey ? null : await keys.FindAsync(shown, context.RequestAborted);
        }
        catch (GridException error)
        {
            return Page(context, settings, antiforgery, back, error.Message);
        }
        if (caller is null)
            return Page(context, settings, antiforgery, back, "This key is not known here, or not good any more. Ask an admin for another one.");
        ClaimsPrincipal person = GridClaims.Principal(SignInScheme.Cookie, caller.Name, caller.Role);
        ((ClaimsIdentity)person.Identity!).AddClaim(new Claim(GridClaims.Key, shown));
        await context.SignInAsync(SignInScheme.Cookie, person);
        return Results.Redirect(Local(back));
    }

    /// <summary>Shows the page with what was in the way, and the status that the answer has already.</summary>
    public static Task ShowTroubleAsync(HttpContext context, string trouble) =>
        Page(context, context.RequestServices.GetRequiredService<AccessSettings>(), context.RequestServices.GetRequiredService<IAntiforgery>(), null, trouble, context.Response.StatusCode).ExecuteAsync(context);

    private static IResult Send(HttpContext context, AccessSettings settings) => settings.Oidc.Authority is null
        ? Results.Redirect(SignInPaths.Page)
        : Results.Challenge(new AuthenticationProperties { RedirectUri = Local(context.Request.Query[SignInPaths.Return]) }, [SignInScheme.Oidc]);

    private static async Task<IResult> SignOutAsync(HttpContext context, [FromForm] string? _)
    {
        await context.SignOutAsync(SignInScheme.Cookie);
        return Results.Redirect(SignInPaths.Page);
    }

    private static RazorComponentResult<SignInPage> Page(HttpContext context, AccessSettings settings, IAntiforgery antiforgery, string? back, string? trouble, int troubleStatus = StatusCodes.Status401Unauthorized)
    {
        AntiforgeryTokenSet tokens = antiforgery.GetAndStoreTokens(context);
        return new RazorComponentResult<SignInPage>(new Dictionary<string, object?>
        {
            [nameof(SignInPage.Token)] = tokens.RequestToken,
            [nameof(SignInPage.TokenName)] = tokens.FormFieldName,
            [nameof(SignInPage.Back)] = Local(back),
            [nameof(SignInPage.HasProvider)] = settings.Oidc.Authority is not null,
            [nameof(SignInPage.Trouble)] = trouble,
        })
        { StatusCode = trouble is null ? StatusCodes.Status200OK : troubleStatus };
    }

    // Back to a page of the grid and nowhere else.
    private static string Local(string? back) =>
        back is ['/', ..] && (back.Length == 1 || back[1] is not '/' and not '\\') && !back.Any(char.IsControl) ? back : "/";
}
