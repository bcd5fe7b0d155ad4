namespace ClipGrid.Contracts.Search;

/// <summary>What a search finds.</summary>
public enum SearchTarget
{
    /// <summary>Pictures, by their own embeddings.</summary>
    Pictures = 0,

    /// <summary>Captions, by theirs: image to text. Each caption of an item is a hit of its own.</summary>
    Captions = 1,
}
