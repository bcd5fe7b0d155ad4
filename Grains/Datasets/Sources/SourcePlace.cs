using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Datasets.Sources.Idx;
using ClipGrid.Grains.Datasets.Sources.Tables;
using ClipGrid.Grains.Datasets.Sources.Tar;

namespace ClipGrid.Grains.Datasets.Sources;

/// <summary>A file or folder that may be a source.</summary>
internal sealed class SourcePlace
{
    private static readonly string[] TarNames = [".tar", ".tar.gz", ".tgz"];
    private readonly IngestOptions _options;
    private readonly bool _isFolder;
    private readonly string[] _files;
    private readonly List<string> _misfits = [];

    /// <summary>Looks at a path without links.</summary>
    public SourcePlace(string path, IngestOptions options)
    {
        Path = path;
        _options = options;
        _isFolder = Directory.Exists(path);
        _files = _isFolder
            ? [.. new DirectoryInfo(path).EnumerateFiles().Where(file => file.Name[0] != '.').Select(file => file.FullName).Order(StringComparer.Ordinal)]
            : [path];
    }

    /// <summary>The path.</summary>
    public string Path { get; }

    /// <summary>Whether anything is there.</summary>
    public bool Exists => _isFolder || File.Exists(Path);

    /// <summary>Opens it in a format, or null if nothing of that format is there.</summary>
    /// <param name="format">The format.</param>
    /// <param name="isAsked">Whether this very format is asked for: then a single file's name does not matter.</param>
    public ISampleSource? TryOpen(DatasetFormat format, bool isAsked)
    {
        bool isGiven = isAsked && !_isFolder;
        return format switch
        {
            DatasetFormat.WebDataset => OpenShards(isGiven),
            DatasetFormat.Idx => OpenIdx(isGiven),
            DatasetFormat.Csv => OpenTable(isGiven, file => new CsvSource(file, null, _options), ".csv"),
            DatasetFormat.Tsv => OpenTable(isGiven, file => new CsvSource(file, '\t', _options), ".tsv", ".tab"),
            DatasetFormat.Jsonl => OpenTable(isGiven, file => OpenJsonl(file, isGiven), ".jsonl", ".ndjson"),
            _ => _isFolder && new ClassFolderSource(Path, _options) is { HasClasses: true } source ? source : null,
        };
    }

    /// <summary>Says that nothing fits, and why what came near does not.</summary>
    public GridException Unfit(DatasetFormat format)
    {
        string wanted = format switch
        {
            DatasetFormat.WebDataset => "no .tar shards",
            DatasetFormat.Idx => "no pair of idx files such as train-images-idx3-ubyte.gz",
            DatasetFormat.Csv => "no table .csv",
            DatasetFormat.Tsv => "no table .tsv",
            DatasetFormat.Jsonl => "no .jsonl file whose lines name picture files",
            DatasetFormat.ClassFolders => "no folders of classes with pictures",
            _ => "neither .tar shards, idx files, a table (.csv, .tsv, .jsonl) nor folders of classes with pictures",
        };
        return new GridException(GridProblem.Invalid, _misfits.Count > 0 ? _misfits[0] : $"{Path} {(_isFolder ? "holds" : "is")} {wanted}.");
    }

    private WebDatasetSource? OpenShards(bool isGiven)
    {
        string[] shards = isGiven ? _files : Named(TarNames);
        return shards.Length > 0 ? new WebDatasetSource(Describe(shards, "shard"), shards, _options) : null;
    }

    private IdxSource? OpenIdx(bool isGiven)
    {
        string[] images = [.. _files.Where(file => IdxPair.IsImages(System.IO.Path.GetFileName(file)))];
        if (isGiven && images.Length == 0)
            throw new GridException(GridProblem.Invalid, $"{Path} is not named like a file of pictures, for example train-images-idx3-ubyte.gz, so its labels cannot be found.");
        return images.Length > 0 ? new IdxSource(Describe(images, "idx pair"), [.. images.Select(IdxPair.Of)], _options) : null;
    }

    private ISampleSource? OpenTable(bool isGiven, Func<string, ISampleSource?> open, params string[] extensions)
    {
        string[] tables = isGiven ? _files : Named(extensions);
        List<(string Table, ISampleSource Source)> fitting = [];
        foreach (string table in tables)
            try
            {
                if (open(table) is { } source)
                    fitting.Add((System.IO.Path.GetFileName(table), source));
            }
            catch (GridException e) when (_isFolder)
            {
                // A folder may hold other tables, or be of another format: this one is named only if nothing else is found.
                _misfits.Add(e.Message);
            }
        return fitting.Count <= 1
            ? fitting.FirstOrDefault().Source
            : throw new GridException(GridProblem.Invalid, $"{Path} holds several tables that fit, {string.Join(" and ", fitting.Select(fit => fit.Table))}: name one of them.");
    }

    private JsonlSource? OpenJsonl(string file, bool isGiven)
    {
        var source = new JsonlSource(file, _options);
        return isGiven || !_isFolder || source.NamesFile ? source : null;
    }

    private string[] Named(params string[] extensions) =>
        [.. _files.Where(file => Array.Exists(extensions, extension => file.EndsWith(extension, StringComparison.OrdinalIgnoreCase)))];

    private string Describe(string[] files, string kind) => files.Length == 1
        ? $"{System.IO.Path.GetFileName(files[0])} of {System.IO.Path.GetDirectoryName(files[0])}"
        : $"{files.Length} {kind}s of {Path}";
}
