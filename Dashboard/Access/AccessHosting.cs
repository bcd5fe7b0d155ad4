using System.Security.Claims;
using ClipGrid.Contracts.Access;
using ClipGrid.Dashboard.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Net.Http.Headers;

namespace ClipGrid.Dashboard.Access;

/// <summary>Puts signing in and roles into a web application.</summary>
internal static class AccessHosting
{
    /// <summary>How long a person stays signed in without coming back.</summary>
    private static readonly TimeSpan LongestAbsence = TimeSpan.FromHours(12);

    /// <summary>Registers it.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="isRequired">Whether callers must say who they are.</param>
    public static WebApplicationBuilder AddAccess(this WebApplicationBuilder builder, AccessSettings settings, bool isRequired)
    {
        IServiceCollection services = builder.Services;
        services.AddSingleton(settings);
        services.AddSingleton<KeyRegister>();
        services.AddScoped<CircuitHandler, CallerOfCircuit>();
        AuthenticationBuilder authentication = services.AddAuthentication(isRequired ? SignInScheme.Any : OpenAuthentication.Name)
            .AddScheme<AuthenticationSchemeOptions, OpenAuthentication>(OpenAuthentication.Name, null);
        if (isRequired)
            AddSchemes(authentication, settings);
        services.AddAuthorization(options => Define(options, isRequired));
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessRefusals>();
        services.AddCascadingAuthenticationState();
        return builder;
    }

    /// <summary>Lets requests in that may come, and remembers for whom they are. After the routing.</summary>
    public static void UseAccess(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseMiddleware<CallerOfRequest>();
        app.UseAuthorization();
    }

    private static void Define(AuthorizationOptions options, bool isRequired)
    {
        foreach (GridRole role in Enum.GetValues<GridRole>())
            options.AddPolicy(role.ToString(), policy => policy.AddRequirements(new RoleRequirement(role)));
        options.AddPolicy(AdminPolicy.Name, policy =>
        {
            if (isRequired)
                policy.AddRequirements(new RoleRequirement(GridRole.Admin));
            else
                policy.RequireAssertion(decided => decided.Resource is HttpContext context && AdminPolicy.IsLocal(context));
        });
        // What says nothing is for those who are known.
        options.FallbackPolicy = options.GetPolicy(nameof(GridRole.Reader));
    }

    private static void AddSchemes(AuthenticationBuilder authentication, AccessSettings settings)
    {
        authentication.AddPolicyScheme(SignInScheme.Any, null, any => any.ForwardDefaultSelector = context => SchemeOf(context.Request, settings));
        authentication.AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(KeyAuthentication.Name, null);
        authentication.AddCookie(SignInScheme.Cookie, cookie =>
        {
            cookie.Cookie.Name = "clipgrid-person";
            cookie.Cookie.SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Lax;
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = LongestAbsence;
            cookie.LoginPath = SignInPaths.Page;
            cookie.AccessDeniedPath = SignInPaths.Page;
            cookie.ReturnUrlParameter = SignInPaths.Return;
            cookie.Events.OnValidatePrincipal = StillKnownAsync;
            cookie.Events.OnRedirectToLogin = context => ChallengeAsync(context, StatusCodes.Status401Unauthorized);
            cookie.Events.OnRedirectToAccessDenied = context => ChallengeAsync(context, StatusCodes.Status403Forbidden);
        });
        if (settings.Jwt.Authority is not null)
            authentication.AddJwtBearer(SignInScheme.Jwt, jwt =>
            {
                jwt.Authority = settings.Jwt.Authority;
                jwt.Audience = settings.Jwt.Audience;
                jwt.MapInboundClaims = false;
                jwt.RequireHttpsMetadata = !new Uri(settings.Jwt.Authority).IsLoopback;
                jwt.Events = new() { OnTokenValidated = context => { context.Principal = Known(context.Principal, SignInScheme.Jwt, settings.Jwt.NameClaim, settings.Jwt.RoleClaim); return Task.CompletedTask; } };
            });
        if (settings.Oidc.Authority is not null)
            authentication.AddOpenIdConnect(SignInScheme.Oidc, oidc =>
            {
                oidc.SignInScheme = SignInScheme.Cookie;
                oidc.Authority = settings.Oidc.Authority;
                oidc.ClientId = settings.Oidc.ClientId;
                oidc.ClientSecret = settings.Oidc.ClientSecret;
                oidc.ResponseType = "code";
                // Back by a link, not by a form of another site, which would be refused.
                oidc.ResponseMode = "query";
                foreach (CookieBuilder cookie in new[] { oidc.CorrelationCookie, oidc.NonceCookie })
                    (cookie.SameSite, cookie.SecurePolicy) = (Microsoft.AspNetCore.Http.SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
                oidc.UsePkce = true;
                oidc.MapInboundClaims = false;
                oidc.GetClaimsFromUserInfoEndpoint = true;
                oidc.RequireHttpsMetadata = !new Uri(settings.Oidc.Authority).IsLoopback;
                oidc.CallbackPath = SignInPaths.Callback;
                oidc.Events.OnTicketReceived = context => { context.Principal = Known(context.Principal, SignInScheme.Cookie, settings.Oidc.NameClaim, settings.Oidc.RoleClaim); return Task.CompletedTask; };
            });
    }

    // A key that was revoked, or that has another role by now, lets its owner's browser in no longer.
    private static async Task StillKnownAsync(CookieValidatePrincipalContext context)
    {
        if (context.Principal?.FindFirstValue(GridClaims.Key) is not { } key)
            return;
        CallerInfo? caller = await context.HttpContext.RequestServices.GetRequiredService<KeyRegister>().FindAsync(key, context.HttpContext.RequestAborted);
        if (caller is null || caller.Role != GridClaims.RoleOf(context.Principal))
            context.RejectPrincipal();
    }

    private static string SchemeOf(HttpRequest request, AccessSettings settings) =>
        KeyAuthentication.KeyOf(request) is not null ? KeyAuthentication.Name
        : settings.Jwt.Authority is not null && request.Headers[HeaderNames.Authorization].ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? SignInScheme.Jwt
        : SignInScheme.Cookie;

    // Programs are told, people are shown the way in.
    private static Task ChallengeAsync(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (!ApiPaths.IsForPrograms(context.Request.Path) && HttpMethods.IsGet(context.Request.Method) && status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Redirect(context.RedirectUri);
            return Task.CompletedTask;
        }
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    // Of what a provider says, the name and the highest role; somebody without one gets in nowhere.
    private static ClaimsPrincipal Known(ClaimsPrincipal? person, string scheme, string nameClaim, string roleClaim)
    {
        string name = person?.FindFirstValue(nameClaim) ?? person?.FindFirstValue("sub") ?? "somebody";
        GridRole? role = GridClaims.Highest((person?.FindAll(roleClaim) ?? []).Select(claim => claim.Value));
        return role is { } given ? GridClaims.Principal(scheme, name, given) : new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], scheme));
    }
}
