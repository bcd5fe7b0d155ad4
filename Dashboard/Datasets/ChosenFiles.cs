using System.Collections.Immutable;
using ClipGrid.Dashboard.Datasets.Uploads;

namespace ClipGrid.Dashboard.Datasets;

/// <summary>Files that somebody has chosen in the browser, as its script tells of them.</summary>
internal sealed record ChosenFiles
{
    /// <summary>The folder's or the only file's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it is, in a few words.</summary>
    public string Words { get; init; } = "";

    /// <summary>Files that are sent.</summary>
    public int FileCount { get; init; }

    /// <summary>Their bytes.</summary>
    public long ByteCount { get; init; }

    /// <summary>Files that are not sent.</summary>
    public int LeftOutCount { get; init; }

    /// <summary>The first of them.</summary>
    public ImmutableArray<LeftOutFile> LeftOut { get; init; } = [];
}
