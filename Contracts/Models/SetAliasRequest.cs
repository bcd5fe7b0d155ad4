using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Contracts.Models;

/// <summary>Moves, protects or removes an alias.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.SetAliasRequest")]
public sealed record SetAliasRequest : IAuditDetail
{
    /// <summary>Makes repeating harmless.</summary>
    [Id(0)]
    public required OperationId Operation { get; init; }

    /// <summary>The alias: a name that is not a digest's beginning. "latest" moves by itself and cannot be set.</summary>
    [Id(1)]
    public required string Alias { get; init; }

    /// <summary>The version: an alias or the beginning of a digest; null removes the alias.</summary>
    [Id(2)]
    public required string? Target { get; init; }

    /// <summary>Whether it is protected from now on; null leaves that as it is.</summary>
    [Id(3)]
    public bool? IsProtected { get; init; }

    /// <summary>Moves or removes it even if it is protected.</summary>
    [Id(4)]
    public bool OverridesProtection { get; init; }

    /// <summary>If given, the alias must point there now: nobody else has moved it meanwhile.</summary>
    [Id(5)]
    public ModelVersionId? Expected { get; init; }

    /// <summary>Why, for the history.</summary>
    [Id(6)]
    public string? Reason { get; init; }

    string IAuditDetail.AuditDetail => $"{Alias} to {Target ?? "nothing"}";
}
