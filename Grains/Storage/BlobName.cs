using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Storage;

/// <summary>
/// Names of blobs: segments joined by '/', each of 1 to 200 characters out of A-Z a-z 0-9 . _ @ - that is not "." or "..", 1,000
/// characters in all. No name can leave its store's folder or mean different things to two stores.
/// </summary>
public static class BlobName
{
    private const int LongestSegment = 200;
    private const int LongestName = 1000;

    /// <summary>Returns the name if it is one.</summary>
    /// <exception cref="GridException">Invalid: it is not.</exception>
    public static string Check(string name)
    {
        if (name.Length is 0 or > LongestName || !name.Split('/').All(IsSegment))
            throw new GridException(GridProblem.Invalid, $"\"{Short(name)}\" is no name for a blob: use segments of letters, digits and . _ @ - joined by '/'.");
        return name;
    }

    /// <summary>Returns the beginning of a name if it is one: "" and an unfinished last segment are fine.</summary>
    /// <exception cref="GridException">Invalid: no name can begin so.</exception>
    public static string CheckPrefix(string prefix)
    {
        if (prefix.Length > 0)
            Check(prefix[(prefix.LastIndexOf('/') + 1)..] is "" or "." or ".." ? prefix + "x" : prefix);
        return prefix;
    }

    private static bool IsSegment(string segment) =>
        segment.Length is > 0 and <= LongestSegment && segment is not "." and not ".." && segment.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '@' or '-');

    private static string Short(string name) => name.Length <= 80 ? name : name[..80] + "…";
}
