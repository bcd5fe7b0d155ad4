namespace ClipGrid.Model.Pictures;

/// <summary>Where the first stored row and column belong (EXIF tag 0x0112; the values are the tag's own).</summary>
public enum PictureOrientation
{
    /// <summary>Upright as stored, or nothing usable is said.</summary>
    Upright = 1,

    /// <summary>Mirrored left to right.</summary>
    Mirrored = 2,

    /// <summary>Turned by 180 degrees.</summary>
    UpsideDown = 3,

    /// <summary>Mirrored top to bottom.</summary>
    Flipped = 4,

    /// <summary>Rows and columns exchanged.</summary>
    Transposed = 5,

    /// <summary>To be turned by 90 degrees clockwise.</summary>
    TurnClockwise = 6,

    /// <summary>Rows and columns exchanged about the other diagonal.</summary>
    Transversed = 7,

    /// <summary>To be turned by 90 degrees counter-clockwise.</summary>
    TurnCounterclockwise = 8,
}
