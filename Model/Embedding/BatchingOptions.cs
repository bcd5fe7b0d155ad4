namespace ClipGrid.Model.Embedding;

/// <summary>How one kind of input is gathered into batches.</summary>
public sealed record BatchingOptions
{
    /// <summary>Largest batch, 1 or more.</summary>
    public int MaxBatchSize { get; init; } = 32;

    /// <summary>
    /// Longest time that the first input of a batch waits for others while the encoder is free; zero computes at once whatever is
    /// there. While the encoder computes, inputs gather anyway.
    /// </summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>Most inputs that wait or are being prepared; at least <see cref="MaxBatchSize"/>.</summary>
    public int QueueCapacity { get; init; } = 256;

    /// <summary>What a caller meets when so many are there.</summary>
    public WhenFull WhenFull { get; init; } = WhenFull.Wait;

    /// <summary>Checks the settings against each other.</summary>
    /// <exception cref="ArgumentException">A setting is out of range; the message names it, its value and the remedy.</exception>
    public void Validate()
    {
        if (MaxBatchSize < 1)
            throw new ArgumentException($"{nameof(MaxBatchSize)} is {MaxBatchSize}: set it to 1 or more.");
        if (MaxWait < TimeSpan.Zero || MaxWait > TimeSpan.FromMinutes(1))
            throw new ArgumentException($"{nameof(MaxWait)} is {MaxWait}: set it to 0 to one minute; a few milliseconds is usual.");
        if (QueueCapacity < MaxBatchSize)
            throw new ArgumentException($"{nameof(QueueCapacity)} is {QueueCapacity}, smaller than {nameof(MaxBatchSize)}, {MaxBatchSize}, so no batch could ever be full: raise it, or lower the batch size.");
        if (!Enum.IsDefined(WhenFull))
            throw new ArgumentException($"{nameof(WhenFull)} is {WhenFull}: set it to {nameof(WhenFull.Wait)} or {nameof(WhenFull.Reject)}.");
    }
}
