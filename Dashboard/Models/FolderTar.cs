using System.Formats.Tar;

namespace ClipGrid.Dashboard.Models;

/// <summary>The files of a folder as a tar whose length is known before it is written, so that a browser sees how far a download is and whether it is whole.</summary>
internal sealed class FolderTar
{
    private const int Block = 512;
    private const int End = 2 * Block;
    private readonly FileInfo[] _files;
    private readonly string _name;

    /// <summary>Of a folder without folders in it.</summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="name">The folder that they unpack into; with a file's name at most 98 characters, which a header holds.</param>
    public FolderTar(string folder, string name) =>
        (_files, _name) = ([.. new DirectoryInfo(folder).EnumerateFiles().OrderBy(file => file.Name, StringComparer.Ordinal)], name);

    /// <summary>Its length in bytes.</summary>
    public long Length => _files.Sum(file => Block + (file.Length + Block - 1) / Block * Block) + End;

    /// <summary>Writes it.</summary>
    public async Task WriteAsync(Stream target, CancellationToken cancellationToken)
    {
        // GNU's format: sizes above 8 GiB have room in a header of one block.
        await using TarWriter tar = new(target, TarEntryFormat.Gnu, leaveOpen: true);
        foreach (FileInfo file in _files)
        {
            await using FileStream content = new(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, 128 << 10, FileOptions.Asynchronous | FileOptions.SequentialScan);
            GnuTarEntry entry = new(TarEntryType.RegularFile, $"{_name}/{file.Name}") { DataStream = content, ModificationTime = DateTimeOffset.UnixEpoch };
            await tar.WriteEntryAsync(entry, cancellationToken);
        }
    }
}
