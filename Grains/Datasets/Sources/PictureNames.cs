namespace ClipGrid.Grains.Datasets.Sources;

/// <summary>File names of pictures. The name only says that a file is meant as a picture: what it is, its content decides.</summary>
internal static class PictureNames
{
    private static readonly HashSet<string> Read = new(StringComparer.OrdinalIgnoreCase) { "jpg", "jpeg", "png", "webp", "gif", "bmp" };

    private static readonly HashSet<string> Unread = new(StringComparer.OrdinalIgnoreCase)
    {
        "tif", "tiff", "heic", "heif", "avif", "svg", "ico", "jp2", "j2k", "jxl", "psd", "tga", "ppm", "pgm", "exr", "hdr", "dng", "raw", "cr2", "nef",
    };

    /// <summary>Whether an extension, without its dot, is one of a picture that ClipGrid reads.</summary>
    public static bool IsRead(string extension) => Read.Contains(extension);

    /// <summary>Whether an extension, without its dot, is one of a picture that ClipGrid does not read.</summary>
    public static bool IsUnread(string extension) => Unread.Contains(extension);
}
