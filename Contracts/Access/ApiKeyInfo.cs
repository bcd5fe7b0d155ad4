namespace ClipGrid.Contracts.Access;

/// <summary>An API key, without its secret, of which only a hash is stored.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.ApiKeyInfo")]
public sealed record ApiKeyInfo
{
    /// <summary>Its id, which is also the first part of its text.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>Who or what has it: a name by the rule of names.</summary>
    [Id(1)]
    public required string Name { get; init; }

    /// <summary>What its owner may do.</summary>
    [Id(2)]
    public required GridRole Role { get; init; }

    /// <summary>Whether its owner, a web tier, may call for people whom it has let in itself.</summary>
    [Id(3)]
    public bool SpeaksForOthers { get; init; }

    /// <summary>When it was made.</summary>
    [Id(4)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it.</summary>
    [Id(5)]
    public required string CreatedBy { get; init; }

    /// <summary>From when on it is refused; null for never.</summary>
    [Id(6)]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked; null while it is good.</summary>
    [Id(7)]
    public DateTimeOffset? RevokedAt { get; init; }
}
