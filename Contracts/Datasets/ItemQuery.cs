using ClipGrid.Contracts.Search;

namespace ClipGrid.Contracts.Datasets;

/// <summary>Which items of a version to list: those that fit the filter and have all the words; everything where neither is given.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.ItemQuery")]
public sealed record ItemQuery
{
    /// <summary>What must hold of an item; null for all.</summary>
    [Id(0)]
    public ItemFilter? Filter { get; init; }

    /// <summary>
    /// Words with white space between them, at most 32 of 1,000 characters in all: each must occur somewhere in the item's key, label or
    /// captions, as a part of a word too, capital or small. Null or blank for all.
    /// </summary>
    [Id(1)]
    public string? Text { get; init; }

    /// <summary>How many of those that fit to pass over.</summary>
    [Id(2)]
    public int Skip { get; init; }

    /// <summary>Most to return, 1 to 1,000.</summary>
    [Id(3)]
    public int Top { get; init; } = 100;
}
