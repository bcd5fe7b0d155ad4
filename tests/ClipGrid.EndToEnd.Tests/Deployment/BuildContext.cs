using System.Text.RegularExpressions;
using ClipGrid.EndToEnd.Tests.Processes;

namespace ClipGrid.EndToEnd.Tests.Deployment;

/// <summary>What <c>.dockerignore</c> lets through to the builder of images: of its patterns, those that stand in it.</summary>
internal static class BuildContext
{
    /// <summary>Whether a file of the repository goes to the builder; the last pattern that meets it or a folder above it decides.</summary>
    public static bool Holds(string file)
    {
        bool ignored = false;
        foreach (string line in File.ReadLines(Built.Root(".dockerignore")).Where(line => line.Length > 0 && line[0] != '#'))
        {
            string pattern = line.TrimStart('!');
            // **/bin, *.user and plain paths, each with all that lies below.
            string expression = "^" + Regex.Escape(pattern).Replace(@"\*\*/", "(.*/)?", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal) + "(/.*)?$";
            if (Regex.IsMatch(file, expression))
                ignored = line[0] != '!';
        }
        return !ignored;
    }

    /// <summary>Copies what a COPY instruction names from the repository to <paramref name="folder"/>, as the builder would.</summary>
    public static void Copy(string instruction, string folder, IEnumerable<string> files)
    {
        string[] words = instruction.Split(' ');
        foreach (string file in files.Where(Holds))
            foreach (string source in words[..^1])
                if (Target(file, source, words[^1], words.Length > 2) is { } target)
                {
                    string path = Path.Combine(folder, target);
                    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                    File.Copy(Built.Root(file), path);
                }
    }

    // A folder's content goes into the target; files go below it if there are several.
    private static string? Target(string file, string source, string target, bool areSeveral) =>
        file == source ? (areSeveral || target.EndsWith('/') ? Path.Combine(target, Path.GetFileName(file)) : target)
        : file.StartsWith(source + "/", StringComparison.Ordinal) ? Path.Combine(target, file[(source.Length + 1)..])
        : null;
}
