using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Grains.Datasets.Ingest;

/// <summary>The keys of a data set and of an ingest into it, as fingerprints: about 100 bytes for each. For one thread.</summary>
internal sealed class KnownItems
{
    private readonly Dictionary<UInt128, KnownItem> _existing = [];
    private readonly HashSet<UInt128> _taken = [];

    /// <summary>Items that the data set has with what this ingest adds, which what it replaces does not.</summary>
    public long Count { get; private set; }

    /// <summary>Adds an item that the data set has.</summary>
    /// <param name="item">The item.</param>
    /// <param name="partition">Index of its partition.</param>
    public void AddExisting(ItemInfo item, int partition)
    {
        _existing[ItemFingerprint.OfKey(item.Key)] = new KnownItem(ItemFingerprint.OfContent(item), partition);
        Count = _existing.Count;
    }

    /// <summary>The data set's item with a key, or null.</summary>
    public KnownItem? FindExisting(string key) => _existing.TryGetValue(ItemFingerprint.OfKey(key), out KnownItem item) ? item : null;

    /// <summary>Whether this ingest has taken a key.</summary>
    public bool IsTaken(string key) => _taken.Contains(ItemFingerprint.OfKey(key));

    /// <summary>Takes a key for this ingest.</summary>
    public void Take(string key)
    {
        UInt128 fingerprint = ItemFingerprint.OfKey(key);
        if (_taken.Add(fingerprint) && !_existing.ContainsKey(fingerprint))
            Count++;
    }
}
