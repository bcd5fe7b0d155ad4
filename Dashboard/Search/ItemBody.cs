namespace ClipGrid.Dashboard.Search;

/// <summary>Names an item.</summary>
internal sealed record ItemBody
{
    /// <summary>Its key.</summary>
    public required string Key { get; init; }

    /// <summary>Its data set; left away in a search, the one that is searched.</summary>
    public string? Dataset { get; init; }
}
