namespace ClipGrid.Dashboard.Search;

/// <summary>A part of a query: exactly one of text, image, item and vector.</summary>
internal sealed record SearchTermBody
{
    /// <summary>Words.</summary>
    public string? Text { get; init; }

    /// <summary>A picture as data:image/png;base64,…</summary>
    public string? Image { get; init; }

    /// <summary>An item of a data set.</summary>
    public ItemBody? Item { get; init; }

    /// <summary>A vector as long as the model's, not all zero.</summary>
    public IReadOnlyList<float>? Vector { get; init; }

    /// <summary>How much it counts, not 0; negative: away from it. 1 if left away.</summary>
    public double Weight { get; init; } = 1;
}
