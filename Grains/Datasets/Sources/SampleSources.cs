using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Grains.Datasets.Sources;

/// <summary>Opens a source in the format that is asked for or found.</summary>
internal static class SampleSources
{
    /// <summary>The formats in the order in which they are tried.</summary>
    private static readonly DatasetFormat[] Order =
        [DatasetFormat.WebDataset, DatasetFormat.Idx, DatasetFormat.Csv, DatasetFormat.Tsv, DatasetFormat.Jsonl, DatasetFormat.ClassFolders];

    /// <summary>Opens what lies at a path of the silo's machine.</summary>
    /// <param name="path">A file or a folder.</param>
    /// <param name="format">Its format; Auto decides by what is there.</param>
    /// <param name="options">Limits, label names and the split.</param>
    /// <exception cref="GridException">NotFound: nothing is there. Invalid: nothing there fits the format.</exception>
    public static ISampleSource Open(string path, DatasetFormat format, IngestOptions options)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0'))
            throw new GridException(GridProblem.Invalid, $"{GridName.Shown(path)} is no path: name a file or a folder on the silo's machine.");
        if (format != DatasetFormat.Auto && !Order.Contains(format))
            throw new GridException(GridProblem.Invalid, $"There is no format number {(int)format}: use Auto, {string.Join(", ", Order)}.");
        try
        {
            return Find(new SourcePlace(SourcePath.Resolve(path), options), format);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new GridException(GridProblem.Invalid, $"{path} cannot be read: {e.Message}", e);
        }
    }

    private static ISampleSource Find(SourcePlace place, DatasetFormat format)
    {
        if (!place.Exists)
            throw new GridException(GridProblem.NotFound, $"There is nothing at {place.Path}: the path is one of the silo's machine.");
        if (format != DatasetFormat.Auto)
            return place.TryOpen(format, isAsked: true) ?? throw place.Unfit(format);
        foreach (DatasetFormat candidate in Order)
            if (place.TryOpen(candidate, isAsked: false) is { } source)
                return source;
        throw place.Unfit(format);
    }
}
