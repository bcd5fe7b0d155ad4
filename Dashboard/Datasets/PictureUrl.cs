using System.Globalization;
using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Dashboard.Datasets;

/// <summary>Addresses of pictures.</summary>
internal static class PictureUrl
{
    /// <summary>The longer side of a picture in a grid of pictures, in pixels: sharp at twice the density.</summary>
    public const int UsualSide = 256;

    /// <summary>The longer side of a picture on a page of its own.</summary>
    public const int LargeSide = 512;

    /// <summary>A preview.</summary>
    public static string Preview(DatasetRef dataset, string key, int side = UsualSide) =>
        string.Create(CultureInfo.InvariantCulture, $"/pictures/preview?dataset={Uri.EscapeDataString(dataset.ToString())}&key={Uri.EscapeDataString(key)}&side={side}");

    /// <summary>The file itself, as a download.</summary>
    public static string File(DatasetRef dataset, string key) =>
        $"/pictures/file?dataset={Uri.EscapeDataString(dataset.ToString())}&key={Uri.EscapeDataString(key)}";

    /// <summary>A name to store it under: the key's letters and digits, and the ending of what it is.</summary>
    public static string FileName(ItemInfo item)
    {
        string name = new([.. item.Key.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_').TakeLast(64)]);
        string ending = item.MediaType.StartsWith("image/", StringComparison.Ordinal) ? item.MediaType["image/".Length..] : "bin";
        return $"{(name.Length == 0 ? "picture" : name)}.{ending}";
    }
}
