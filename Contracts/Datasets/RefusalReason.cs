namespace ClipGrid.Contracts.Datasets;

/// <summary>Why a sample was not taken in.</summary>
public enum RefusalReason
{
    /// <summary>The picture cannot be decoded.</summary>
    Undecodable = 0,

    /// <summary>The picture is of a format that ClipGrid does not read.</summary>
    UnsupportedFormat = 1,

    /// <summary>Picture, caption or metadata is larger than a limit.</summary>
    TooLarge = 2,

    /// <summary>Neither caption nor label.</summary>
    NoCaption = 3,

    /// <summary>No picture.</summary>
    NoPicture = 4,

    /// <summary>Its path leaves the source: absolute, with "..", a link, a URL.</summary>
    UnsafePath = 5,

    /// <summary>The key is taken.</summary>
    DuplicateKey = 6,

    /// <summary>The key cannot be used.</summary>
    InvalidKey = 7,

    /// <summary>A text is not UTF-8, or a row, line or JSON is malformed.</summary>
    Malformed = 8,

    /// <summary>The archive or file ends early or is damaged from there on.</summary>
    DamagedSource = 9,
}
