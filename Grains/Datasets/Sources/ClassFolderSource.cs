using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Grains.Datasets.Sources;

/// <summary>
/// A folder for each class: <c>animals/cat/1.jpg</c> has the label <c>animals/cat</c> and the key <c>animals/cat/1.jpg</c>. What begins with
/// a dot is passed over, and so are files without the extension of a picture; links and pictures of other formats are refused.
/// </summary>
internal sealed class ClassFolderSource : SampleSource
{
    private readonly SourceFolder _folder;
    private readonly FolderEntry[] _entries;
    private readonly SampleRules _rules;

    /// <summary>Lists the folder; the order is that of the paths' characters.</summary>
    public ClassFolderSource(string path, IngestOptions options)
    {
        _folder = new SourceFolder(path);
        _rules = new SampleRules(options);
        _entries = [.. List(_folder.Root).OrderBy(entry => entry.Path, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public override string Description => $"class folders of {_folder.Root}";

    /// <inheritdoc/>
    public override long? TotalCount => _entries.Length;

    /// <summary>Whether at least one file lies in a folder of its own.</summary>
    public bool HasClasses => Array.Exists(_entries, entry => entry.Path.Contains('/'));

    /// <inheritdoc/>
    protected override IEnumerable<SourceSample> Read(long skip, CancellationToken cancellationToken)
    {
        for (long i = skip; i < _entries.Length; i++)
            yield return Take(_entries[i]);
    }

    private SourceSample Take(FolderEntry entry)
    {
        int slash = entry.Path.LastIndexOf('/');
        var raw = new RawSample { Where = entry.Path, Key = entry.Path, Label = slash < 0 ? null : entry.Path[..slash] };
        if (entry.IsLink)
            raw.Fail(RefusalReason.UnsafePath, $"{GridName.Shown(entry.Path)} is a link: links are not followed.");
        else if (slash < 0)
            raw.Fail(RefusalReason.NoCaption, $"{GridName.Shown(entry.Path)} lies in no class's folder: move it into one.");
        else if (PictureNames.IsUnread(Extension(entry.Path)))
            raw.Fail(RefusalReason.UnsupportedFormat, $"{GridName.Shown(entry.Path)} is a picture of a format that is not read: use JPEG, PNG, WebP, GIF or BMP.");
        SourceSample sample = _rules.Judge(raw);
        if (sample.Refusal is not null)
            return sample;
        SampleProblem? problem = _folder.ReadPicture(entry.Path, _rules.MaxPictureBytes, out ReadOnlyMemory<byte> picture);
        return problem is null ? sample with { Picture = picture } : SampleRules.Refuse(sample.Where, sample.Key, problem);
    }

    private static IEnumerable<FolderEntry> List(string root)
    {
        var folders = new Stack<DirectoryInfo>([new DirectoryInfo(root)]);
        while (folders.TryPop(out DirectoryInfo? folder))
            foreach (FileSystemInfo info in folder.EnumerateFileSystemInfos().Where(info => !info.Name.StartsWith('.')))
            {
                bool isLink = info.LinkTarget is not null;
                if (info is DirectoryInfo inner && !isLink)
                    folders.Push(inner);
                else if (info is DirectoryInfo || PictureNames.IsRead(Extension(info.Name)) || PictureNames.IsUnread(Extension(info.Name)))
                    yield return new FolderEntry(Path.GetRelativePath(root, info.FullName).Replace(Path.DirectorySeparatorChar, '/'), isLink);
            }
    }

    private static string Extension(string path) => Path.GetExtension(path).TrimStart('.');
}
