namespace ClipGrid.Contracts.Access;

/// <summary>What a call brings along of who calls, in Orleans' request context. The cluster believes none of it before it has looked at the key.</summary>
public static class CallerHeader
{
    /// <summary>An API key, or "" for a caller who has none.</summary>
    public const string Key = "clipgrid.key";

    /// <summary>The person for whom the key's owner calls, where that key may speak for others.</summary>
    public const string For = "clipgrid.for";

    /// <summary>That person's role, a name of <see cref="GridRole"/>.</summary>
    public const string Role = "clipgrid.role";

    /// <summary>Within the cluster: the name of who was let in.</summary>
    public const string Name = "clipgrid.caller";
}
