using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Grains.Datasets.Ingest;

/// <summary>How far a running ingest is, ahead of its checkpoint. One writer, any number of readers.</summary>
/// <param name="meter">Counts for the whole silo, or null.</param>
internal sealed class IngestProgress(IngestMeter? meter = null)
{
    private long _itemCount, _refusedCount, _unchangedCount, _byteCount, _totalCount = -1;
    private string? _waits;

    /// <summary>Items taken in.</summary>
    public long ItemCount => Interlocked.Read(ref _itemCount);

    /// <summary>Samples refused.</summary>
    public long RefusedCount => Interlocked.Read(ref _refusedCount);

    /// <summary>Samples that the data set has already.</summary>
    public long UnchangedCount => Interlocked.Read(ref _unchangedCount);

    /// <summary>Bytes of pictures taken in.</summary>
    public long ByteCount => Interlocked.Read(ref _byteCount);

    /// <summary>Samples in the source, or null while that is not known.</summary>
    public long? TotalCount
    {
        get => Interlocked.Read(ref _totalCount) is >= 0 and var count ? count : null;
        set => Interlocked.Exchange(ref _totalCount, value ?? -1);
    }

    /// <summary>What it waits for, or null while it goes on.</summary>
    public string? Waits
    {
        get => Volatile.Read(ref _waits);
        set => Volatile.Write(ref _waits, value);
    }

    /// <summary>Goes on from a checkpoint.</summary>
    public void Begin(IngestCheckpoint from)
    {
        Waits = null;
        Interlocked.Exchange(ref _itemCount, from.ItemCount);
        Interlocked.Exchange(ref _refusedCount, from.RefusedCount);
        Interlocked.Exchange(ref _unchangedCount, from.UnchangedCount);
        Interlocked.Exchange(ref _byteCount, from.ByteCount);
    }

    /// <summary>Counts an item.</summary>
    public void AddItem(long byteCount)
    {
        Interlocked.Increment(ref _itemCount);
        Interlocked.Add(ref _byteCount, byteCount);
        meter?.Took(byteCount);
    }

    /// <summary>Counts a refused sample.</summary>
    public void AddRefused(RefusalReason reason)
    {
        Interlocked.Increment(ref _refusedCount);
        meter?.Refused(reason);
    }

    /// <summary>Counts an unchanged sample.</summary>
    public void AddUnchanged()
    {
        Interlocked.Increment(ref _unchangedCount);
        meter?.Passed();
    }
}
