using System.Collections.Immutable;
using System.IO.Enumeration;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Contracts.Client;

/// <summary>Which files of the client's disk a path means.</summary>
internal static class LocalFiles
{
    private static readonly string[] Tables = [".csv", ".tsv", ".jsonl"];
    private static readonly string[] ModelFiles = [".json", ".txt", ".gz", ".safetensors"];

    /// <summary>
    /// The files of a data set's source. A folder: all files in it and below, hidden ones and links to folders left out. A table (CSV, TSV,
    /// JSONL): it and everything in its folder but other tables there, since its rows name files by their place relative to it. Any other
    /// file: itself.
    /// </summary>
    /// <exception cref="GridException">NotFound: a path. Invalid: nothing to send, or two files of one name.</exception>
    public static ImmutableArray<LocalFile> OfSource(ImmutableArray<string> paths)
    {
        if (paths.IsDefaultOrEmpty)
            throw new GridException(GridProblem.Invalid, "No path is given: name a folder or files.");
        ImmutableArray<LocalFile> files = [.. paths.SelectMany(path => OfPath(path, paths.Length)).OrderBy(file => file.Name, StringComparer.Ordinal)];
        if (files.IsEmpty)
            throw new GridException(GridProblem.Invalid, $"There is no file in {GridName.Shown(paths[0])}: name a folder with pictures.");
        if (files.Zip(files.Skip(1)).FirstOrDefault(pair => pair.First.Name == pair.Second.Name) is { First.Name: { } twice })
            throw new GridException(GridProblem.Invalid, $"Two of the files are called {GridName.Shown(twice)}: put them into one folder with names of their own, and name the folder.");
        return files;
    }

    /// <summary>The files of a model's folder: configuration, vocabulary and safetensors; weights of other formats are not sent.</summary>
    /// <exception cref="GridException">NotFound: the folder. Invalid: it holds no safetensors.</exception>
    public static ImmutableArray<LocalFile> OfModel(string folder)
    {
        if (!Directory.Exists(folder))
            throw new GridException(GridProblem.NotFound, $"There is no folder {GridName.Shown(folder)}: name the folder of a model.");
        ImmutableArray<LocalFile> files = [.. In(folder, false).Where(file => ModelFiles.Contains(Path.GetExtension(file.Name), StringComparer.OrdinalIgnoreCase))];
        return files.Any(file => file.Name.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase))
            ? files
            : throw new GridException(GridProblem.Invalid, $"{GridName.Shown(folder)} holds no .safetensors file: name a folder as Hugging Face or open_clip write it; pickled weights are not read.");
    }

    private static IEnumerable<LocalFile> OfPath(string path, int pathCount)
    {
        if (Directory.Exists(path))
            return pathCount == 1 ? In(path, true) : In(path, true).Select(file => file with { Name = $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)))}/{file.Name}" });
        if (!File.Exists(path))
            throw new GridException(GridProblem.NotFound, $"There is no file or folder {GridName.Shown(path)} on this machine: check the path.");
        FileInfo file = new(Path.GetFullPath(path));
        return pathCount == 1 && Tables.Contains(file.Extension, StringComparer.OrdinalIgnoreCase)
            ? In(file.DirectoryName!, true).Where(other => other.Name == file.Name || other.Name.Contains('/', StringComparison.Ordinal) || !Tables.Contains(Path.GetExtension(other.Name), StringComparer.OrdinalIgnoreCase))
            : [new LocalFile(file.FullName, file.Name, Length(file.FullName))];
    }

    private static IEnumerable<LocalFile> In(string folder, bool goesDown)
    {
        string root = Path.GetFullPath(folder);
        FileSystemEnumerable<string> found = new(
            root,
            (ref FileSystemEntry entry) => entry.ToFullPath(),
            new EnumerationOptions { RecurseSubdirectories = goesDown, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && entry.FileName[0] != '.',
            ShouldRecursePredicate = (ref FileSystemEntry entry) => entry.FileName[0] != '.' && (entry.Attributes & FileAttributes.ReparsePoint) == 0,
        };
        return found
            .Where(path => new FileInfo(path) is var file && (file.LinkTarget is null || file.ResolveLinkTarget(true) is FileInfo { Exists: true }))
            .Select(path => new LocalFile(path, Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/'), Length(path)))
            .OrderBy(file => file.Name, StringComparer.Ordinal);
    }

    // A link counts with the size of the file that it leads to.
    private static long Length(string path)
    {
        FileInfo file = new(path);
        return file.LinkTarget is null ? file.Length : ((FileInfo)file.ResolveLinkTarget(true)!).Length;
    }
}
