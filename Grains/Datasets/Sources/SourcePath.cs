using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Grains.Datasets.Sources;

/// <summary>Paths that a source writes: they may only lead further into the source's own folder.</summary>
internal static class SourcePath
{
    private const int Longest = 4096;
    private const int MostLinks = 40;
    private static readonly string[] Schemes = ["data:", "http:", "https:", "file:", "ftp:"];

    /// <summary>
    /// Brings <c>./images\a.png</c> to <c>images/a.png</c>: both slashes separate, "." and empty parts vanish. Refused are addresses,
    /// absolute paths, drive letters, "..", and control characters.
    /// </summary>
    public static SampleProblem? Normalize(string written, out string path)
    {
        path = "";
        if (written.Length == 0)
            return new SampleProblem(RefusalReason.NoPicture, "No file is named.");
        if (written.Length > Longest)
            return Unsafe($"The path has {written.Length} characters: at most {Longest} are possible.");
        if (SampleRules.HasControl(written, mayBreak: false))
            return Unsafe($"The path {GridName.Shown(written)} has a control character.");
        if (written.Contains("://", StringComparison.Ordinal) || Array.Exists(Schemes, scheme => written.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)))
            return Unsafe($"{GridName.Shown(written)} is an address: nothing is fetched from elsewhere, so download the picture and name the file.");
        string slashed = written.Replace('\\', '/');
        if (slashed[0] == '/' || slashed.Length > 1 && slashed[1] == ':' && char.IsAsciiLetter(slashed[0]))
            return Unsafe($"The path {GridName.Shown(written)} is absolute: write it from the source's own folder.");
        string[] parts = [.. slashed.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".")];
        if (parts.Contains(".."))
            return Unsafe($"The path {GridName.Shown(written)} has '..': write it from the source's own folder.");
        path = string.Join('/', parts);
        return null;
    }

    /// <summary>The path with every link on it followed; the path itself where a part does not exist.</summary>
    /// <exception cref="IOException">The links go round in circles.</exception>
    public static string Resolve(string path) => Resolve(path, MostLinks);

    private static string Resolve(string path, int links)
    {
        if (links == 0)
            throw new IOException($"There are too many links on the path {GridName.Shown(path)}.");
        string full = Path.GetFullPath(path);
        string resolved = Path.GetPathRoot(full)!;
        foreach (string part in full[resolved.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            string next = Path.Combine(resolved, part);
            // A link's target may itself lie behind links.
            resolved = new FileInfo(next) is { LinkTarget: not null } link && link.ResolveLinkTarget(returnFinalTarget: true) is { } target
                ? Resolve(target.FullName, links - 1)
                : next;
        }
        return resolved;
    }

    private static SampleProblem Unsafe(string message) => new(RefusalReason.UnsafePath, message);
}
