namespace ClipGrid.Dashboard.Search;

/// <summary>What a person wants with a hit that is shown.</summary>
public enum HitChoice
{
    /// <summary>A search for more like it, in place of the query.</summary>
    More,

    /// <summary>That it counts in the query too.</summary>
    Add,

    /// <summary>That the query leads away from it too.</summary>
    Subtract,
}
