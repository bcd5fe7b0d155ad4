using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Dashboard.Hosting;

namespace ClipGrid.Dashboard.Search;

/// <summary>Pictures of requests in the SDK's terms.</summary>
internal static class QueryPictures
{
    /// <summary>All of a request.</summary>
    /// <exception cref="RequestFault">There are too many, or one cannot be read.</exception>
    public static ImmutableArray<PictureInput> Of(IReadOnlyList<PictureBody> pictures, int most)
    {
        if (pictures.Count > most)
            throw new RequestFault("pictures", FormattableString.Invariant($"pictures has {pictures.Count} entries: send at most {most} in a request."));
        return [.. pictures.Select((picture, index) => Of(picture, FormattableString.Invariant($"pictures[{index}]")))];
    }

    /// <summary>An image of a data URI.</summary>
    public static PictureInput Of(string image, string member) => new() { Bytes = DataUri.Read(image, member) };

    /// <summary>An item.</summary>
    public static PictureInput Of(ItemBody item) => new() { ItemKey = item.Key, Dataset = item.Dataset is { } dataset ? DatasetRef.Parse(dataset) : null };

    private static PictureInput Of(PictureBody picture, string member) => picture switch
    {
        { Image: { } image, Item: null } => Of(image, $"{member}.image"),
        { Image: null, Item: { Dataset: null } } => throw new RequestFault($"{member}.item", $"{member}.item has no dataset: name the data set that the item is in."),
        { Image: null, Item: { } item } => Of(item),
        _ => throw new RequestFault(member, $"{member} has {(picture.Image is null ? "neither" : "both")} image {(picture.Image is null ? "nor" : "and")} item: give exactly one."),
    };
}
