namespace ClipGrid.Model.Training;

/// <summary>What fixes the order of the data of a run.</summary>
public sealed record DataOrderOptions
{
    /// <summary>The run's seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Number of items, 1 or more.</summary>
    public required int ItemCount { get; init; }

    /// <summary>Items in a batch, 1 or more.</summary>
    public required int BatchSize { get; init; }

    /// <summary>What becomes of the items at the end that do not fill a batch.</summary>
    public LastBatch LastBatch { get; init; } = LastBatch.Drop;

    /// <summary>False keeps the items in their own order, as evaluation wants it.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Checks the settings against each other.</summary>
    /// <exception cref="ArgumentException">A setting is out of range; the message names it, its value and the remedy.</exception>
    public void Validate()
    {
        if (ItemCount < 1)
            throw new ArgumentException($"{nameof(ItemCount)} is {ItemCount}: there is nothing to train on. Look at the list of refused items of the data set.");
        if (BatchSize < 1)
            throw new ArgumentException($"{nameof(BatchSize)} is {BatchSize}: set it to 1 or more.");
        if (!Enum.IsDefined(LastBatch))
            throw new ArgumentException($"{nameof(LastBatch)} is {LastBatch}: set it to {nameof(LastBatch.Drop)} or {nameof(LastBatch.Keep)}.");
        if (LastBatch == LastBatch.Drop && BatchSize > ItemCount)
            throw new ArgumentException($"{nameof(BatchSize)} is {BatchSize}, but there are {ItemCount} items and partial batches are dropped, so no batch would ever form: lower the batch size, or keep the last batch.");
    }
}
