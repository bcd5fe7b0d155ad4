namespace ClipGrid.Model.Pictures;

/// <summary>What a picture's file says about itself before any pixel is decoded.</summary>
public sealed record PictureHeader
{
    /// <summary>The file format, found by content.</summary>
    public required PictureFormat Format { get; init; }

    /// <summary>Pixels per stored row; at least 1.</summary>
    public required int Width { get; init; }

    /// <summary>Stored rows; at least 1.</summary>
    public required int Height { get; init; }

    /// <summary>What the samples are.</summary>
    public required PictureMode Mode { get; init; }

    /// <summary>How the picture would have to be turned; <see cref="PictureOrientation.Upright"/> when nothing usable is said.</summary>
    public PictureOrientation Orientation { get; init; } = PictureOrientation.Upright;
}
