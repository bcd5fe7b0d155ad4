namespace ClipGrid.Contracts.Access;

/// <summary>Asks for an API key.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.CreateKeyRequest")]
public sealed record CreateKeyRequest : IAuditDetail
{
    /// <summary>Who or what will have it: a name by the rule of names.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>What its owner may do.</summary>
    [Id(1)]
    public GridRole Role { get; init; } = GridRole.Reader;

    /// <summary>Whether its owner, a web tier, may call for people whom it has let in itself.</summary>
    [Id(2)]
    public bool SpeaksForOthers { get; init; }

    /// <summary>How long it is good, a minute to ten years; null for ever.</summary>
    [Id(3)]
    public TimeSpan? Lifetime { get; init; }

    string IAuditDetail.AuditDetail => $"{Name}, {Role}{(SpeaksForOthers ? ", for a web tier" : "")}";
}
