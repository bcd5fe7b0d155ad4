namespace ClipGrid.Model.Pictures.Headers;

/// <summary>The exceptions of the header readers, worded alike.</summary>
internal static class Fault
{
    public static PictureException Truncated(PictureFormat format, string where) =>
        new(PictureProblem.Truncated, $"The {format} file ends {where}.");

    public static PictureException Corrupt(PictureFormat format, string what) =>
        new(PictureProblem.Corrupt, $"The {format} file is corrupt: {what}.");

    public static PictureException Unsupported(string what) =>
        new(PictureProblem.UnsupportedFormat, $"{what}; JPEG, PNG, GIF, BMP and WebP are read.");

    /// <summary>Both sides as integers, or the fault that they are not a size.</summary>
    public static (int Width, int Height) Size(PictureFormat format, long width, long height) =>
        width is > 0 and <= int.MaxValue && height is > 0 and <= int.MaxValue
            ? ((int)width, (int)height)
            : throw Corrupt(format, $"its header declares {width} x {height} pixels");
}
