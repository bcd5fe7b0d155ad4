using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Dashboard.Datasets;

/// <summary>An item: a picture and what is said of it. Captions, labels and metadata are strangers' text: show them as text.</summary>
internal sealed record ItemAnswer
{
    /// <summary>Its id in its data set.</summary>
    public required string Key { get; init; }

    /// <summary>Its captions.</summary>
    public required IReadOnlyList<string> Captions { get; init; }

    /// <summary>Its class, or null.</summary>
    public string? Label { get; init; }

    /// <summary>Free metadata: texts, numbers, true and false.</summary>
    public required IReadOnlyDictionary<string, MetadataValue> Metadata { get; init; }

    /// <summary>What the picture is: image/png and so on.</summary>
    public required string MediaType { get; init; }

    /// <summary>Width in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Size of the file in bytes.</summary>
    public required long ByteCount { get; init; }

    /// <summary>SHA-256 of the file.</summary>
    public required string Digest { get; init; }

    /// <summary>The partition that owns it.</summary>
    public required string Partition { get; init; }

    /// <summary>Address of the picture in small, drawn anew; with &amp;side=16 to 512.</summary>
    public required string PreviewUrl { get; init; }

    /// <summary>Address of the file as it was brought in.</summary>
    public required string FileUrl { get; init; }
}
