namespace ClipGrid.Dashboard.Datasets.Uploads;

/// <summary>The section <c>ClipGrid:Uploads</c>: what browsers may send at most.</summary>
internal sealed record UploadOptions
{
    /// <summary>Its name.</summary>
    public const string Section = "ClipGrid:Uploads";

    /// <summary>Most files of an upload, those in a zip too.</summary>
    public int MaxFileCount { get; set; } = 20_000;

    /// <summary>Most bytes of an upload; of a zip also what it unpacks to.</summary>
    public long MaxByteCount { get; set; } = 2L << 30;

    /// <summary>Largest picture in bytes.</summary>
    public long MaxPictureByteCount { get; set; } = 64L << 20;

    /// <summary>Deepest nesting of folders.</summary>
    public int MaxDepth { get; set; } = 16;

    /// <summary>Longest name of a file or folder, in bytes of UTF-8; file systems end at 255.</summary>
    public int MaxNameByteCount { get; set; } = 255;

    /// <summary>How many times smaller than its content a file of a zip may be packed.</summary>
    public int MaxZipRatio { get; set; } = 200;

    /// <summary>Uploads at the same time; further ones are asked to come later.</summary>
    public int MaxConcurrentCount { get; set; } = 4;

    /// <summary>Where a zip lies while it is read, without a name and only as long as its upload takes; null for the system's folder for such files.</summary>
    public string? ScratchFolder { get; set; }
}
