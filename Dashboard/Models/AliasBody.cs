namespace ClipGrid.Dashboard.Models;

/// <summary>Where an alias shall point.</summary>
internal sealed record AliasBody
{
    /// <summary>The version: an alias or the beginning of a digest.</summary>
    public required string Target { get; init; }

    /// <summary>Whether it is protected from now on; left away, that stays as it is.</summary>
    public bool? IsProtected { get; init; }

    /// <summary>Moves it even if it is protected.</summary>
    public bool OverrideProtection { get; init; }

    /// <summary>Why, for the history.</summary>
    public string? Reason { get; init; }
}
