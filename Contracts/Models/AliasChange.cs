namespace ClipGrid.Contracts.Models;

/// <summary>A move of an alias.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.AliasChange")]
public sealed record AliasChange
{
    /// <summary>The alias.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>Where it pointed before, or null.</summary>
    [Id(1)]
    public ModelVersionId? From { get; init; }

    /// <summary>Where it points now, or null if it was removed.</summary>
    [Id(2)]
    public ModelVersionId? To { get; init; }

    /// <summary>When.</summary>
    [Id(3)]
    public required DateTimeOffset At { get; init; }

    /// <summary>Why, as told, or null.</summary>
    [Id(4)]
    public string? Reason { get; init; }
}
