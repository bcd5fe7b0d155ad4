namespace ClipGrid.Contracts.Search;

/// <summary>The field is a number within these bounds.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.RangeFilter")]
public sealed record RangeFilter : ItemFilter
{
    /// <summary>The name of metadata.</summary>
    [Id(0)]
    public required string Field { get; init; }

    /// <summary>The smallest, or null for no lower bound.</summary>
    [Id(1)]
    public double? Min { get; init; }

    /// <summary>The largest, or null for no upper bound.</summary>
    [Id(2)]
    public double? Max { get; init; }

    /// <summary>True if the smallest itself does not fit.</summary>
    [Id(3)]
    public bool ExcludesMin { get; init; }

    /// <summary>True if the largest itself does not fit.</summary>
    [Id(4)]
    public bool ExcludesMax { get; init; }
}
