namespace ClipGrid.Dashboard.Search;

/// <summary>A picture: exactly one of image and item.</summary>
internal sealed record PictureBody
{
    /// <summary>The picture as data:image/png;base64,…</summary>
    public string? Image { get; init; }

    /// <summary>An item of a data set.</summary>
    public ItemBody? Item { get; init; }
}
