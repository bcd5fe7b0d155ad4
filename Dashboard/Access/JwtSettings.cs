namespace ClipGrid.Dashboard.Access;

/// <summary>Whose JSON web tokens programs may show instead of API keys.</summary>
public sealed class JwtSettings
{
    /// <summary>The issuer's address; none for no tokens.</summary>
    public string? Authority { get; set; }

    /// <summary>For whom its tokens must be.</summary>
    public string? Audience { get; set; }

    /// <summary>The claim that has the roles.</summary>
    public string RoleClaim { get; set; } = "roles";

    /// <summary>The claim by which records name the caller.</summary>
    public string NameClaim { get; set; } = "sub";
}
