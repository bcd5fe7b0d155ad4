namespace ClipGrid.Dashboard.Datasets.Uploads;

/// <summary>What the names of files promise; what they are, the grid decides by their content.</summary>
internal static class UploadKinds
{
    private static readonly string[] Pictures = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp"];
    private static readonly string[] OtherPictures = [".svg", ".tif", ".tiff", ".heic", ".heif", ".avif", ".ico", ".jp2", ".jxl", ".psd"];
    private static readonly string[] Tables = [".csv", ".tsv", ".tab", ".jsonl", ".ndjson"];
    private static readonly string[] Shards = [".tar", ".tar.gz", ".tgz"];

    /// <summary>A picture of a kind that is read.</summary>
    public static bool IsPicture(string path) => Ends(path, Pictures);

    /// <summary>A picture of a kind that is not read; SVG is one of them.</summary>
    public static bool IsOtherPicture(string path) => Ends(path, OtherPictures);

    /// <summary>A table at the top, whose rows name files.</summary>
    public static bool IsTable(string path) => !path.Contains('/') && Ends(path, Tables);

    /// <summary>A shard at the top.</summary>
    public static bool IsShard(string path) => !path.Contains('/') && Ends(path, Shards);

    /// <summary>A file of pictures or labels in MNIST's format.</summary>
    public static bool IsIdx(string path) => !path.Contains('/') && path.Contains("-ubyte", StringComparison.Ordinal);

    /// <summary>A zip.</summary>
    public static bool IsZip(string path) => Ends(path, [".zip"]);

    private static bool Ends(string path, string[] endings) => Array.Exists(endings, ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
