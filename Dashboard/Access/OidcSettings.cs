namespace ClipGrid.Dashboard.Access;

/// <summary>How people sign in by OpenID Connect. A class and not a record: printing it must not print the secret.</summary>
public sealed class OidcSettings
{
    /// <summary>The provider's address; none for no OpenID Connect.</summary>
    public string? Authority { get; set; }

    /// <summary>The name by which the provider knows this application.</summary>
    public string? ClientId { get; set; }

    /// <summary>The application's secret.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>The claim that has the person's roles: reader, trainer or admin, the highest counts.</summary>
    public string RoleClaim { get; set; } = "roles";

    /// <summary>The claim by which records name the person.</summary>
    public string NameClaim { get; set; } = "preferred_username";
}
