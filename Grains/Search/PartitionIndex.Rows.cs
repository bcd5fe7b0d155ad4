using System.Collections.Immutable;
using System.Text;
using ClipGrid.Contracts.Search;

namespace ClipGrid.Grains.Search;

/// <content>Which items count, and what is said of the rows that were found.</content>
internal sealed partial class PartitionIndex
{
    private const int LargestAnswer = 480 * 1024;
    private const int HitOverhead = 32;
    private const int DigestLength = 64;

    // Null: all.
    private RowSet? Items(PartitionSearchRequest request, ImmutableSortedDictionary<string, int> retired)
    {
        RowSet? rows = Shown(retired, request.Version);
        if (request.Filter is { } filter)
        {
            RowSet fitting = RowFilter.Apply(filter, _items.Columns);
            rows = rows is null ? fitting : fitting.And(rows);
        }
        if (request.ExcludedKeys.IsDefaultOrEmpty)
            return rows;
        rows = rows?.Copy() ?? RowSet.All(_items.Items.Length);
        foreach (string key in request.ExcludedKeys)
            if (_items.RowOf(key) is >= 0 and int row)
                rows.Remove(row);
        return rows;
    }

    // Searches of one version follow each other, deletes are few: what the last one found out is kept.
    private RowSet? Shown(ImmutableSortedDictionary<string, int> retired, int version)
    {
        if (retired.IsEmpty)
            return null;
        if (_shown is { } known && known.Version == version && ReferenceEquals(known.Retired, retired))
            return known.Shown;
        RowSet rows = ShownRows.Of(_items, retired, version);
        _shown = new RetiredRows(retired, version, rows);
        return rows;
    }

    private ImmutableArray<PartitionHit> Described(PartitionSearchRequest request, RowMatrix matrix, ReadOnlySpan<RowHit> sorted)
    {
        ImmutableArray<PartitionHit>.Builder hits = ImmutableArray.CreateBuilder<PartitionHit>();
        int size = 0;
        foreach (RowHit hit in sorted[Math.Min(request.Skip, sorted.Length)..])
        {
            int item = matrix.ItemOf(hit.Row);
            string key = _items.Items[item].Info.Key;
            size += HitOverhead + Encoding.UTF8.GetByteCount(key) + (request.WithVectors ? DigestLength + (_vectors.Dimension * sizeof(float)) : 0);
            if (size > LargestAnswer && hits.Count > 0)
                break;
            hits.Add(new PartitionHit
            {
                Key = key,
                Score = hit.Score,
                CaptionIndex = request.Target == SearchTarget.Captions ? hit.Row - _items.CaptionStarts[item] : null,
                Digest = request.WithVectors ? _items.Items[item].Info.Digest : null,
                Vector = request.WithVectors ? _vectors.Picture(item) : default,
            });
        }
        return hits.ToImmutable();
    }
}
