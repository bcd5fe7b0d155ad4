namespace ClipGrid.Model.Training;

/// <summary>The items of one batch.</summary>
public sealed record DataBatch
{
    /// <summary>The items' numbers, 0-based, in the order of the batch.</summary>
    public required ReadOnlyMemory<int> Items { get; init; }

    /// <summary>The epoch that the batch belongs to, 0-based; a batch never spans two.</summary>
    public required long Epoch { get; init; }

    /// <summary>Where the next batch begins: what a checkpoint taken after this batch stores.</summary>
    public required DataCursor Next { get; init; }
}
