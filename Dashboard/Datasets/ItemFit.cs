using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Search;

namespace ClipGrid.Dashboard.Datasets;

/// <summary>Whether items fit a filter, as searches see it: an item without the field fits no comparison.</summary>
internal static class ItemFit
{
    /// <summary>Whether an item fits.</summary>
    public static bool Fits(ItemFilter filter, ItemInfo item) => filter switch
    {
        AndFilter and => and.Parts.All(part => Fits(part, item)),
        OrFilter or => or.Parts.Any(part => Fits(part, item)),
        NotFilter not => !Fits(not.Part, item),
        EqualsFilter equals => Field(item, equals.Field) is { } value && value == equals.Value,
        InFilter among => Field(item, among.Field) is { } value && among.Values.Contains(value),
        RangeFilter range => Field(item, range.Field) is { Number: { } number } && IsWithin(range, number),
        _ => false,
    };

    private static bool IsWithin(RangeFilter range, double number) =>
        (range.Min is not { } min || (range.ExcludesMin ? number > min : number >= min)) && (range.Max is not { } max || (range.ExcludesMax ? number < max : number <= max));

    private static MetadataValue? Field(ItemInfo item, string field) => field switch
    {
        "key" => new MetadataValue(item.Key),
        "label" => item.Label is { } label ? new MetadataValue(label) : null,
        _ => item.Metadata.TryGetValue(field, out MetadataValue value) ? value : null,
    };
}
