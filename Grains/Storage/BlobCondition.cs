namespace ClipGrid.Grains.Storage;

/// <summary>What must hold for a put or a delete to happen.</summary>
public readonly record struct BlobCondition
{
    /// <summary>Nothing: the last writer wins.</summary>
    public static BlobCondition None => default;

    /// <summary>There is no blob of that name (<c>If-None-Match: *</c>).</summary>
    public static BlobCondition IfAbsent => new() { MustBeAbsent = true };

    /// <summary>True if there must be no blob of that name.</summary>
    public bool MustBeAbsent { get; private init; }

    /// <summary>The tag that the blob must have, or null.</summary>
    public string? ETag { get; private init; }

    /// <summary>The blob is the one with this tag (<c>If-Match</c>).</summary>
    public static BlobCondition IfMatch(string etag) => new() { ETag = etag };
}
