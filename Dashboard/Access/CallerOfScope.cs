using System.Security.Claims;
using ClipGrid.Contracts.Client;
using Microsoft.AspNetCore.Components.Authorization;

namespace ClipGrid.Dashboard.Access;

/// <summary>For whom a request or an open page asks the grid.</summary>
internal sealed class CallerOfScope(IHttpContextAccessor http, OwnGrid own, IServiceProvider services)
{
    private CallerClaim? _claim;

    /// <summary>The claim.</summary>
    public async ValueTask<CallerClaim> ClaimAsync() => _claim ??= GridClaims.ClaimOf(await UserAsync(), own.Key);

    // An open page outlives the request that opened it.
    private async ValueTask<ClaimsPrincipal> UserAsync() => http.HttpContext is { } context
        ? context.User
        : (await services.GetRequiredService<AuthenticationStateProvider>().GetAuthenticationStateAsync()).User;
}
