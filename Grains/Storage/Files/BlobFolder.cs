using System.IO.Enumeration;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Storage.Files;

/// <summary>
/// Where blobs lie: "a/b" is the file <c>a/b~</c>. The mark is a character that no name has, so that the blobs "a" and "a/b" go
/// together and the store's own folders (<c>~tmp</c>, <c>~locks</c>) are nobody's blobs.
/// </summary>
/// <param name="root">The store's folder.</param>
internal sealed class BlobFolder(string root)
{
    /// <summary>Where files are written before they are moved to their places.</summary>
    public const string TemporaryFolder = "~tmp";

    private const char Mark = '~';

    // Names may begin with a dot, and a folder that cannot be read must not look empty.
    private static readonly EnumerationOptions s_all = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    /// <summary>The store's folder.</summary>
    public string Root { get; } = root;

    /// <summary>The file of a blob.</summary>
    public string PathOf(string name) => Path.Combine(Root, name.Replace('/', Path.DirectorySeparatorChar) + Mark);

    /// <summary>A folder of the store itself, created if need be; not if the store's folder is gone: what was mounted there may come back.</summary>
    public string OwnFolder(string own)
    {
        RequireRoot();
        return Directory.CreateDirectory(Path.Combine(Root, own)).FullName;
    }

    /// <summary>Null, for there is no such blob; unless there is no store any more.</summary>
    public T? Missing<T>() where T : class
    {
        RequireRoot();
        return null;
    }

    /// <summary>Runs what touches files and explains what goes wrong.</summary>
    public T Guard<T>(string action, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (FileFaults.IsKnown(exception))
        {
            throw FileFaults.Explain(exception, Root, action);
        }
    }

    /// <summary>Creates a folder of the store and those above it, each brought to the disk.</summary>
    public void CreateFlushed(string folder)
    {
        if (Directory.Exists(folder))
            return;
        RequireRoot();
        string parent = Path.GetDirectoryName(folder)!;
        CreateFlushed(parent);
        Directory.CreateDirectory(folder);
        FolderFlush.Flush(parent);
    }

    /// <summary>After a file was deleted: brings its folder to the disk, or removes it and those above it that are empty.</summary>
    public void FlushAndPrune(string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        while (folder.Length > Root.Length && (TryRemove(folder) || !FolderFlush.TryFlush(folder)))
            folder = Path.GetDirectoryName(folder)!;
        if (folder.Length <= Root.Length)
            FolderFlush.Flush(folder);
    }

    /// <summary>Deletes temporary files that nobody is writing.</summary>
    public void CollectTemporaryFiles()
    {
        foreach (string path in Directory.EnumerateFiles(OwnFolder(TemporaryFolder)))
        {
            try
            {
                using (File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                    File.Delete(path);
            }
            catch (IOException exception) when (FileFaults.IsInUse(exception) || exception is FileNotFoundException)
            {
                continue;
            }
        }
    }

    /// <summary>Names of blobs that begin with a prefix and come after a name, in ordinal order; reads only folders that can hold some.</summary>
    public IEnumerable<string> Names(string prefix, string? after)
    {
        RequireRoot();
        return Walk(prefix[..(prefix.LastIndexOf('/') + 1)], prefix, after ?? "");
    }

    private IEnumerable<string> Walk(string folder, string prefix, string after)
    {
        // Folders are sorted as "a/", as the names in them are: "a", "a-b", "a/b", "a0".
        List<string> entries = [.. Entries(folder).Where(entry => entry[^1] == '/'
            ? (entry.StartsWith(prefix, StringComparison.Ordinal) || prefix.StartsWith(entry, StringComparison.Ordinal))
                && (string.CompareOrdinal(entry, after) > 0 || after.StartsWith(entry, StringComparison.Ordinal))
            : entry.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(entry, after) > 0)];
        entries.Sort(StringComparer.Ordinal);
        return entries.SelectMany(entry => entry[^1] == '/' ? Walk(entry, prefix, after) : [entry]);
    }

    private List<string> Entries(string folder)
    {
        try
        {
            return
            [
                .. new FileSystemEnumerable<string>(
                    Path.Combine(Root, folder),
                    (ref FileSystemEntry entry) => folder + (entry.IsDirectory ? $"{entry.FileName}/" : entry.FileName[..^1].ToString()),
                    s_all)
                {
                    ShouldIncludePredicate = (ref FileSystemEntry entry) => entry.IsDirectory ? entry.FileName[0] != Mark : entry.FileName.Length > 1 && entry.FileName[^1] == Mark,
                },
            ];
        }
        catch (DirectoryNotFoundException)
        {
            RequireRoot();
            return [];
        }
    }

    private static bool TryRemove(string folder)
    {
        try
        {
            Directory.Delete(folder);
            return true;
        }
        // It was empty for somebody else too.
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        // There are other blobs in it.
        catch (IOException)
        {
            return false;
        }
    }

    private void RequireRoot()
    {
        if (!Directory.Exists(Root))
            throw new GridException(GridProblem.Unavailable, $"The folder {Root} of the blob store is gone: mount or restore it; the store goes on by itself when it is back.");
    }
}
