using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Grains.Datasets.Sources.Tar;

/// <summary>Members' names.</summary>
internal static class TarName
{
    /// <summary>
    /// Splits <c>animals/cat.left.png</c> into the key <c>animals/cat</c> and the extension <c>left.png</c>. The key is empty for what is
    /// no part of a sample: folders, names without an extension, names that begin with a dot.
    /// </summary>
    public static SampleProblem? Split(TarMember member, out string key, out string extension)
    {
        (key, extension) = ("", "");
        if (member.Kind == TarKind.Folder)
            return null;
        if (member.Name is null)
            return new SampleProblem(RefusalReason.Malformed, "The member's name is not valid UTF-8.");
        if (SourcePath.Normalize(member.Name, out string path) is { } problem)
            return problem;
        int dot = path.IndexOf('.', path.LastIndexOf('/') + 1);
        if (dot <= path.LastIndexOf('/') + 1)
            return null;
        (key, extension) = (path[..dot], path[(dot + 1)..]);
        return null;
    }
}
