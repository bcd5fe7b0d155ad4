using System.Text.Encodings.Web;
using ClipGrid.Contracts.Errors;
using ClipGrid.Dashboard.Limits;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace ClipGrid.Dashboard.Access;

/// <summary>Lets programs in that show an API key: <c>Authorization: Bearer cgk_…</c>, as OpenAI's clients send theirs, or <c>X-Api-Key</c>.</summary>
internal sealed class KeyAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, KeyRegister keys, WrongKeys wrong)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string Name = "Key";

    /// <summary>The header besides Authorization.</summary>
    public const string Header = "X-Api-Key";

    private const string Bearer = "Bearer ";

    /// <summary>The key that a request shows, or null.</summary>
    public static string? KeyOf(HttpRequest request)
    {
        if (request.Headers.TryGetValue(Header, out Microsoft.Extensions.Primitives.StringValues given) && given is [{ Length: > 0 } own])
            return own;
        string? authorization = request.Headers[HeaderNames.Authorization];
        return authorization?.StartsWith(Bearer + "cgk_", StringComparison.OrdinalIgnoreCase) == true ? authorization[Bearer.Length..].Trim() : null;
    }

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (KeyOf(Request) is not { } key)
            return AuthenticateResult.NoResult();
        string from = CallerAddress.Of(Context);
        // Who has shown a good key before is heard, whatever his neighbours do.
        if (!keys.HasKnown(key) && wrong.SecondsToWait(from) is { } seconds)
        {
            Context.Features.Set(new TriedTooOften(seconds));
            return AuthenticateResult.Fail("Too many keys came from this address that nobody has.");
        }
        try
        {
            if (await keys.FindAsync(key, Context.RequestAborted) is { } caller)
                return AuthenticateResult.Success(new AuthenticationTicket(GridClaims.Principal(Name, caller.Name, caller.Role), Name));
            wrong.Count(from);
            return AuthenticateResult.Fail("The API key is not known here, or not good any more: ask an admin for another one.");
        }
        catch (GridException error)
        {
            return AuthenticateResult.Fail(error.Message);
        }
    }
}
