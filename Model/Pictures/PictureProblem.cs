namespace ClipGrid.Model.Pictures;

/// <summary>What is wrong with a picture that was refused.</summary>
public enum PictureProblem
{
    /// <summary>The file has no bytes.</summary>
    Empty,

    /// <summary>The content is none of the formats in <see cref="PictureFormat"/>, or a variant of one that is not read.</summary>
    UnsupportedFormat,

    /// <summary>The file has more bytes than <see cref="PictureLimits.MaxBytes"/>.</summary>
    TooManyBytes,

    /// <summary>Width times height is above <see cref="PictureLimits.MaxPixels"/>.</summary>
    TooManyPixels,

    /// <summary>Width or height is above <see cref="PictureLimits.MaxSide"/>.</summary>
    SideTooLong,

    /// <summary>A progressive JPEG has more scans than <see cref="PictureLimits.MaxScans"/>.</summary>
    TooManyScans,

    /// <summary>The file ends before the picture does.</summary>
    Truncated,

    /// <summary>The file contradicts its own format.</summary>
    Corrupt,
}
