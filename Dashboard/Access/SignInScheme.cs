namespace ClipGrid.Dashboard.Access;

/// <summary>Names of the ways to be known.</summary>
internal static class SignInScheme
{
    /// <summary>Chooses one of those below by what a request shows.</summary>
    public const string Any = "ClipGrid";

    /// <summary>A person who has signed in.</summary>
    public const string Cookie = "Cookie";

    /// <summary>A token of the configured issuer.</summary>
    public const string Jwt = "Jwt";

    /// <summary>The provider that people are sent to.</summary>
    public const string Oidc = "Oidc";
}
