namespace ClipGrid.Contracts.Access;

/// <summary>What somebody asked the grid for.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.AuditEntry")]
public sealed record AuditEntry
{
    /// <summary>When, by the clock of the silo that was asked.</summary>
    [Id(0)]
    public required DateTimeOffset At { get; init; }

    /// <summary>Who: a key's name, or the person's for whom a web tier asked; "anybody" where the grid asks nobody who he is.</summary>
    [Id(1)]
    public required string Caller { get; init; }

    /// <summary>What for, as "delete the data set".</summary>
    [Id(2)]
    public required string Action { get; init; }

    /// <summary>Of what, for example a data set's name.</summary>
    [Id(3)]
    public required string Subject { get; init; }

    /// <summary>Why it was refused; null in the entry that was written before it was carried out.</summary>
    [Id(4)]
    public string? Refusal { get; init; }

    /// <summary>What of the subject, as "champion to 3f9c0a1b", a key's id, or where items came from; null for the whole of it.</summary>
    [Id(5)]
    public string? Detail { get; init; }
}
