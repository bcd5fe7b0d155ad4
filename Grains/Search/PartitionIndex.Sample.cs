using System.Collections.Immutable;
using System.Text;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Grains.Embedding.Planes;

namespace ClipGrid.Grains.Search;

/// <content>Vectors for computing with them.</content>
internal sealed partial class PartitionIndex
{
    /// <summary>How many items a version shows whose picture has a vector.</summary>
    public int CountVectors(ImmutableSortedDictionary<string, int> retired, int version) => _pictures.Eligible(Shown(retired, version)).Count;

    /// <summary>Some of those items with their vectors, as many as a message takes.</summary>
    /// <param name="retired">Keys that are not shown any more, with the first version that does not show them.</param>
    /// <param name="version">The version.</param>
    /// <param name="places">Which ones, counted from 0, ascending.</param>
    public VectorSample Sample(ImmutableSortedDictionary<string, int> retired, int version, ImmutableArray<int> places)
    {
        RowSet rows = _pictures.Eligible(Shown(retired, version));
        ImmutableArray<SampledItem>.Builder items = ImmutableArray.CreateBuilder<SampledItem>(places.Length);
        List<float> vectors = [];
        int place = 0, size = 0;
        for (int row = 0; row < rows.Length && items.Count < places.Length; row++)
        {
            if (!rows[row] || place++ != places[items.Count])
                continue;
            ItemInfo info = _items.Items[row].Info;
            SampledItem item = new(info.Key, ShortText.Of(info.Label), ShortText.Of(info.Captions.FirstOrDefault()));
            size += HitOverhead + (_vectors.Dimension * sizeof(float)) + new[] { item.Key, item.Label, item.Caption }.Sum(text => Encoding.UTF8.GetByteCount(text ?? ""));
            if (size > LargestAnswer && items.Count > 0)
                break;
            items.Add(item);
            vectors.AddRange(_vectors.Picture(row).Span);
        }
        return new VectorSample(items.ToImmutable(), vectors.ToArray());
    }
}
