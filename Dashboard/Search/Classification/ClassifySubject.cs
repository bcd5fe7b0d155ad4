using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Dashboard.Datasets;

namespace ClipGrid.Dashboard.Search.Classification;

/// <summary>A picture to classify: one that a person brought, or an item.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Preview">An address that shows it, or null.</param>
/// <param name="Input">The picture for the grid.</param>
public sealed record ClassifySubject(string Name, string? Preview, PictureInput Input)
{
    /// <summary>A picture that a person brought.</summary>
    public static ClassifySubject Of(DroppedPicture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return new ClassifySubject(picture.Name, picture.Preview, new PictureInput { Bytes = picture.Bytes });
    }

    /// <summary>An item.</summary>
    public static ClassifySubject Of(DatasetRef dataset, string key) =>
        new(key, PictureUrl.Preview(dataset, key), new PictureInput { Dataset = dataset, ItemKey = key });
}
