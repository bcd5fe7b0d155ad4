using System.Net;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Dashboard.Access;

/// <summary>The section <c>ClipGrid:Access</c>. A class and not a record: printing it must not print secrets.</summary>
public sealed class AccessSettings
{
    /// <summary>Its name.</summary>
    public const string Section = "ClipGrid:Access";

    /// <summary>Whether callers must say who they are.</summary>
    public AccessMode Mode { get; set; }

    /// <summary>A web tier's own API key, one that speaks for others.</summary>
    public string? Key { get; set; }

    /// <summary>Signing in by OpenID Connect.</summary>
    public OidcSettings Oidc { get; set; } = new();

    /// <summary>Tokens of programs.</summary>
    public JwtSettings Jwt { get; set; } = new();

    /// <summary>Reads and checks the section; messages never quote a secret.</summary>
    /// <exception cref="GridException">Invalid: a key is unknown, or its value cannot be used.</exception>
    public static AccessSettings Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        IConfigurationSection section = configuration.GetSection(Section);
        AccessSettings settings = new();
        try
        {
            section.Bind(settings, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        // The binder's exceptions quote values, and a value may be a secret.
        catch (InvalidOperationException)
        {
            throw new GridException(GridProblem.Invalid, $"The section {Section} has a key that is unknown or of another type: known are Mode (Auto, Open or Required), Key, Oidc and Jwt.");
        }
        Require(Enum.IsDefined(settings.Mode), "Mode", "is none: give Auto, Open or Required.");
        RequireTogether("Oidc:Authority", settings.Oidc.Authority, "Oidc:ClientId", settings.Oidc.ClientId);
        RequireTogether("Jwt:Authority", settings.Jwt.Authority, "Jwt:Audience", settings.Jwt.Audience);
        RequireAddress("Oidc:Authority", settings.Oidc.Authority);
        RequireAddress("Jwt:Authority", settings.Jwt.Authority);
        return settings;
    }

    /// <summary>Whether callers must say who they are, given where a process listens.</summary>
    public bool IsRequired(params IEnumerable<IPAddress> addresses) => Mode switch
    {
        AccessMode.Open => false,
        AccessMode.Required => true,
        _ => !addresses.All(IPAddress.IsLoopback),
    };

    private static void RequireTogether(string key, string? value, string otherKey, string? otherValue) =>
        Require(string.IsNullOrWhiteSpace(value) == string.IsNullOrWhiteSpace(otherValue), string.IsNullOrWhiteSpace(value) ? key : otherKey, $"is missing, and {Section}:{(string.IsNullOrWhiteSpace(value) ? otherKey : key)} is given: give both or neither.");

    private static void RequireAddress(string key, string? value) =>
        Require(value is null || Uri.TryCreate(value, UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp && address.IsLoopback), key, "is no address of a provider: give one such as https://login.example.org.");

    private static void Require(bool holds, string key, string otherwise)
    {
        if (!holds)
            throw new GridException(GridProblem.Invalid, $"{Section}:{key} {otherwise}");
    }
}
