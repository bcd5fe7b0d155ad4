namespace ClipGrid.Model.Training.DataParallel;

/// <summary>
/// Loads of each batch what is computed here: the first part always, another where nobody else is there for it. One call at a time reaches
/// the data. Safe for two threads: the one that loads ahead, and the one that computes.
/// </summary>
internal sealed class PartLoader(ITrainingData data, int partCount)
{
    private readonly Lock _lock = new();
    private volatile IPartPeers _peers = NoPartPeers.Instance;

    /// <summary>Who else computes.</summary>
    internal IPartPeers Peers
    {
        get => _peers;
        set => _peers = value;
    }

    internal IPartPeer? FindPeer(int part) => Peers.Find(part);

    /// <summary>What is to be expected of a batch.</summary>
    internal TrainingBatch?[] Load(DataBatch items) =>
        [.. Enumerable.Range(0, partCount).Select(part => part == 0 || FindPeer(part) is null ? Load(items, part) : null)];

    /// <summary>A part of a batch, loaded now if it was not.</summary>
    internal TrainingBatch Load(LoadedBatch batch, int part) => batch.Parts[part] ?? Load(batch.Items, part);

    internal TrainingBatch Load(DataBatch items, int part)
    {
        BatchPart rows = BatchPart.Of(items.Items.Length, partCount, part);
        lock (_lock)
            return data.Load(items.Items.Slice(rows.Start, rows.Count), items.Epoch);
    }
}
