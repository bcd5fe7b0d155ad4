using System.Formats.Tar;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Grains.Storage.Files;

namespace ClipGrid.Grains.Transfers;

/// <summary>
/// A folder as a tar and back. Only plain files and folders are unpacked: no links, no devices, no name that is absolute, has "..", or comes
/// twice. A tar is not compressed, so what is unpacked is never larger than what was sent.
/// </summary>
internal static class TarFolder
{
    /// <summary>Writes all files below a folder, in ordinal order of their names.</summary>
    public static async Task PackAsync(string folder, Stream target, CancellationToken cancellationToken)
    {
        string root = Path.GetFullPath(folder);
        TarWriter writer = new(target, TarEntryFormat.Pax, leaveOpen: true);
        await using (writer.ConfigureAwait(false))
        {
            foreach (string file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                FileStream content = File.OpenRead(file);
                await using (content.ConfigureAwait(false))
                {
                    string name = Path.GetRelativePath(root, file).Replace(Path.DirectorySeparatorChar, '/');
                    PaxTarEntry entry = new(TarEntryType.RegularFile, name) { DataStream = content };
                    await writer.WriteEntryAsync(entry, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    /// <summary>Unpacks into an empty folder.</summary>
    /// <exception cref="GridException">Invalid: an entry is not a plain file or folder, or its name is unsafe.</exception>
    /// <exception cref="InvalidDataException">It is no tar.</exception>
    public static async Task UnpackAsync(Stream source, string folder, CancellationToken cancellationToken)
    {
        TarReader reader = new(source, leaveOpen: true);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false) is { } entry)
            {
                if (entry.EntryType is TarEntryType.GlobalExtendedAttributes)
                    continue;
                string path = PathOf(entry, folder);
                if (entry.EntryType is TarEntryType.Directory)
                    Directory.CreateDirectory(path);
                else
                    await WriteAsync(entry, path, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static string PathOf(TarEntry entry, string folder)
    {
        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.Directory))
            throw Unsafe(entry, $"is a {entry.EntryType}, but only plain files and folders are unpacked");
        string[] segments = [.. entry.Name.TrimEnd('/').Split('/').Where(segment => segment != ".")];
        if (segments.Any(segment => segment is "" or ".." || segment.Any(c => char.IsControl(c) || c == '\\' || c == ':' && OperatingSystem.IsWindows())))
            throw Unsafe(entry, "is not a relative path of plain names");
        return segments.Length == 0 ? folder : Path.Combine(folder, Path.Combine(segments));
    }

    private static async Task WriteAsync(TarEntry entry, string path, CancellationToken cancellationToken)
    {
        if (Path.Exists(path))
            throw Unsafe(entry, "comes twice");
        FileStream file;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        }
        catch (IOException error) when (!FileFaults.IsFull(error))
        {
            throw Unsafe(entry, $"cannot be written ({error.Message})");
        }
        await using (file.ConfigureAwait(false))
        {
            if (entry.DataStream is { } content)
                await content.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
        }
    }

    private static GridException Unsafe(TarEntry entry, string why) =>
        new(GridProblem.Invalid, $"The transfer's entry {GridName.Shown(entry.Name)} {why}: pack the folder again without it.");
}
