using System.Collections.Frozen;
using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Grains.Search;

namespace ClipGrid.Grains.Datasets;

/// <summary>What a partition holds, without the pictures; immutable.</summary>
internal sealed class PartitionItems
{
    private readonly FrozenDictionary<string, int> _rows;
    private readonly Lazy<PartitionColumns> _columns;
    private readonly Lazy<int[]> _rowsByDigest;

    /// <summary>Takes the items in the order of the shard; their keys are different.</summary>
    public PartitionItems(PartitionId id, ImmutableArray<StoredItem> items)
    {
        Id = id;
        Items = items;
        _rows = items.Index().ToFrozenDictionary(row => row.Item.Info.Key, row => row.Index, StringComparer.Ordinal);
        _columns = new Lazy<PartitionColumns>(() => new PartitionColumns(this));
        _rowsByDigest = new Lazy<int[]>(OrderByDigest);
        CaptionStarts = [.. items.Aggregate(new List<int>(items.Length + 1) { 0 }, (starts, item) => { starts.Add(starts[^1] + item.Info.Captions.Length); return starts; })];
    }

    /// <summary>The partition.</summary>
    public PartitionId Id { get; }

    /// <summary>Its items; an item's place here is its row in embeddings.</summary>
    public ImmutableArray<StoredItem> Items { get; }

    /// <summary>Row of each item's first caption among all captions, and one more at the end: the number of captions.</summary>
    public ImmutableArray<int> CaptionStarts { get; }

    /// <summary>Its fields for filters, once for all who filter. Takes time when it is first asked for.</summary>
    public PartitionColumns Columns => _columns.Value;

    /// <summary>The rows in the order of the pictures' digests, equal ones in the order of the shard. Takes time when it is first asked for.</summary>
    public ReadOnlySpan<int> RowsByDigest => _rowsByDigest.Value;

    /// <summary>The row of the item with a key, or -1.</summary>
    public int RowOf(string key) => _rows.TryGetValue(key, out int row) ? row : -1;

    private int[] OrderByDigest()
    {
        int[] rows = [.. Enumerable.Range(0, Items.Length)];
        Array.Sort(rows, (a, b) => string.CompareOrdinal(Items[a].Info.Digest, Items[b].Info.Digest) is not 0 and int order ? order : a.CompareTo(b));
        return rows;
    }
}
