namespace ClipGrid.Dashboard.Search;

/// <summary>What a further part of a query is.</summary>
public enum PartKind
{
    /// <summary>Words.</summary>
    Text,

    /// <summary>An item of the data set that is searched, by its key.</summary>
    Item,
}
