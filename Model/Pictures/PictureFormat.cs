namespace ClipGrid.Model.Pictures;

/// <summary>The file formats that are read, told apart by content and never by name.</summary>
public enum PictureFormat
{
    /// <summary>JPEG, baseline or progressive; of a file with several pictures (MPO, Ultra HDR) the first.</summary>
    Jpeg,

    /// <summary>PNG of any colour type; of an animation the default picture.</summary>
    Png,

    /// <summary>GIF: the first frame.</summary>
    Gif,

    /// <summary>Windows and OS/2 bitmap.</summary>
    Bmp,

    /// <summary>WebP, lossy or lossless; of an animation the first frame.</summary>
    WebP,
}
