namespace ClipGrid.Grains.Embedding;

/// <summary>How a silo embeds partitions.</summary>
public sealed record EmbeddingOptions
{
    /// <summary>
    /// Partitions that a silo embeds at the same time, 1 or more; the others wait. One keeps the encoder busy; what a crash loses grows
    /// with each.
    /// </summary>
    public int ConcurrentPartitionCount { get; init; } = 1;

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentException">A setting is out of range; the message names it, its value and the remedy.</exception>
    public void Validate()
    {
        if (ConcurrentPartitionCount < 1)
            throw new ArgumentException($"{nameof(ConcurrentPartitionCount)} is {ConcurrentPartitionCount}: set it to 1 or more.");
    }
}
