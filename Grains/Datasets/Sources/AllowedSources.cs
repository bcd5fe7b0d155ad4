using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Grains.Datasets.Sources;

/// <summary>
/// From which folders of its machine a silo brings in what callers name. A caller's role lets him bring in data; it does not make him a user of
/// the machine, who may read its files, its processes and its devices.
/// </summary>
/// <param name="folders">Absolute paths; null for every one that the silo's user can read.</param>
internal sealed class AllowedSources(ImmutableArray<string>? folders)
{
    /// <summary>Every one.</summary>
    public static AllowedSources Any { get; } = new(null);

    /// <summary>Returns if a path lies below one of them, links on it followed.</summary>
    /// <exception cref="GridException">Invalid: it does not; nothing is said of whether it is there.</exception>
    public void Require(string path)
    {
        if (folders is { } allowed && !allowed.Any(folder => IsBelow(path, folder)))
            throw new GridException(GridProblem.Invalid, $"{GridName.Shown(path)} is not below a folder that this silo brings data in from: have one named in ClipGrid:SourceFolders, or send the files by the clipgrid command, the SDK or a page.");
    }

    private static bool IsBelow(string path, string folder)
    {
        try
        {
            string place = SourcePath.Resolve(path);
            string root = SourcePath.Resolve(folder);
            return place == root || place.StartsWith(root.EndsWith(Path.DirectorySeparatorChar) ? root : root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}
