using Azure;
using Azure.Storage.Blobs.Models;

namespace ClipGrid.Grains.Storage.AzureBlobs;

/// <summary>Entity tags and conditions as Azure writes them. Its headers quote tags and its listings do not; ours never do.</summary>
internal static class Tags
{
    /// <summary>A tag that Azure answered with.</summary>
    public static string Read(ETag tag) => tag.ToString().Trim('"');

    /// <summary>A condition to ask with, or null for none.</summary>
    public static BlobRequestConditions? Conditions(BlobCondition condition)
    {
        if (condition.MustBeAbsent)
            return new BlobRequestConditions { IfNoneMatch = ETag.All };
        return condition.ETag is { } tag ? IfMatch(tag) : null;
    }

    /// <summary>The condition that the blob has this tag.</summary>
    public static BlobRequestConditions IfMatch(string tag) => new() { IfMatch = new ETag(tag.Trim('"')) };
}
