namespace ClipGrid.Dashboard.Datasets.Uploads;

/// <summary>
/// The folder that somebody chose or packed is the source itself, so its own name is taken off the paths: <c>photos/cat/1.jpg</c> is
/// <c>cat/1.jpg</c>. A folder that holds nothing but pictures is one class, and keeps its name.
/// </summary>
internal static class CommonFolder
{
    /// <summary>The paths without the folders that all of them lie in, in the same order.</summary>
    public static string[] TakeOff(IReadOnlyList<string> paths)
    {
        string[] inner = [.. paths];
        while (inner.Length > 0 && inner[0].IndexOf('/', StringComparison.Ordinal) is > 0 and var slash)
        {
            string folder = inner[0][..(slash + 1)];
            string[] next = [.. inner.Where(path => path.StartsWith(folder, StringComparison.Ordinal)).Select(path => path[folder.Length..])];
            if (next.Length < inner.Length || !SaysMore(next))
                break;
            inner = next;
        }
        return inner;
    }

    private static bool SaysMore(string[] paths) =>
        Array.Exists(paths, path => path.Contains('/') || UploadKinds.IsTable(path) || UploadKinds.IsShard(path) || UploadKinds.IsIdx(path) || UploadKinds.IsZip(path))
        || !Array.Exists(paths, UploadKinds.IsPicture);
}
