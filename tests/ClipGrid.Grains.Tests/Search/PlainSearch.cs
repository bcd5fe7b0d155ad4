using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Search;
using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Embedding;
using ClipGrid.Model.Evaluation;

namespace ClipGrid.Grains.Tests.Search;

/// <summary>What a search must find, by scoring everything and sorting it.</summary>
internal static class PlainSearch
{
    internal static List<PlainHit> All(PartitionItems items, PartitionVectors vectors, ReadOnlySpan<float> query, SearchTarget target, Func<ItemInfo, bool> counts)
    {
        List<PlainHit> hits = [];
        int d = vectors.Dimension;
        for (int row = 0; row < items.Items.Length; row++)
        {
            if (!counts(items.Items[row].Info))
                continue;
            string key = items.Items[row].Info.Key;
            if (target == SearchTarget.Pictures)
                hits.Add(new PlainHit(key, Similarity.Dot(query, vectors.Pictures.Span.Slice(row * d, d)), null));
            else
                for (int c = items.CaptionStarts[row]; c < items.CaptionStarts[row + 1]; c++)
                    hits.Add(new PlainHit(key, Similarity.Dot(query, vectors.Captions.Span.Slice(c * d, d)), c - items.CaptionStarts[row]));
        }
        return hits;
    }

    internal static List<PlainHit> Sorted(IEnumerable<PlainHit> hits) =>
        [.. hits.OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Key, StringComparer.Ordinal).ThenBy(hit => hit.CaptionIndex)];

    internal static bool Fits(ItemFilter filter, ItemInfo item) => filter switch
    {
        AndFilter and => and.Parts.All(part => Fits(part, item)),
        OrFilter or => or.Parts.Any(part => Fits(part, item)),
        NotFilter not => !Fits(not.Part, item),
        EqualsFilter equals => Value(equals.Field, item) is { } value && value == equals.Value,
        InFilter isIn => Value(isIn.Field, item) is { } value && isIn.Values.Any(wanted => wanted == value),
        RangeFilter range => Value(range.Field, item)?.Number is { } number
            && (range.Min is null || number > range.Min || !range.ExcludesMin && number == range.Min)
            && (range.Max is null || number < range.Max || !range.ExcludesMax && number == range.Max),
        _ => throw new NotSupportedException(filter.ToString()),
    };

    private static MetadataValue? Value(string field, ItemInfo item) => field switch
    {
        "key" => new MetadataValue(item.Key),
        "label" => item.Label is { } label ? new MetadataValue(label) : null,
        _ => item.Metadata.TryGetValue(field, out MetadataValue value) ? value : null,
    };
}
