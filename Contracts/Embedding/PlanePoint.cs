namespace ClipGrid.Contracts.Embedding;

/// <summary>An item on a plane of embeddings.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.PlanePoint")]
public sealed record PlanePoint
{
    /// <summary>The item's key.</summary>
    [Id(0)]
    public required string Key { get; init; }

    /// <summary>Its class, or null; cut after 80 characters.</summary>
    [Id(1)]
    public string? Label { get; init; }

    /// <summary>Its place along the axis of largest variance; 0 is the mean of the sample.</summary>
    [Id(2)]
    public required float X { get; init; }

    /// <summary>Its place along the axis of second largest variance.</summary>
    [Id(3)]
    public required float Y { get; init; }

    /// <summary>Its first caption, or null; cut after 80 characters.</summary>
    [Id(4)]
    public string? Caption { get; init; }
}
