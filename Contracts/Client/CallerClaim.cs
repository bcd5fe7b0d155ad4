using ClipGrid.Contracts.Access;

namespace ClipGrid.Contracts.Client;

/// <summary>For whom a client calls. A class and not a record: printing it must not print a key.</summary>
public sealed class CallerClaim
{
    /// <summary>Within a silo: its own code, which is trusted; outside one it is nobody.</summary>
    public static CallerClaim Silo { get; } = new();

    /// <summary>The key that is shown; "" for none, null for a silo's own.</summary>
    public string? Key { get; init; }

    /// <summary>The person for whom the key's owner calls; null for that owner.</summary>
    public string? Person { get; init; }

    /// <summary>That person's role; null for none.</summary>
    public GridRole? Role { get; init; }

    /// <summary>Puts it into the context of the calls that follow.</summary>
    internal void Show()
    {
        Show(CallerHeader.Key, Key);
        Show(CallerHeader.For, Person);
        Show(CallerHeader.Role, Role?.ToString());
    }

    private static void Show(string header, string? value)
    {
        if (value is null)
            RequestContext.Remove(header);
        else
            RequestContext.Set(header, value);
    }
}
