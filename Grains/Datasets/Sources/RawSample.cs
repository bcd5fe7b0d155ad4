using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Grains.Datasets.Sources;

/// <summary>A sample as a row, line or group of members tells it, before <see cref="SampleRules"/> judged it.</summary>
internal sealed record RawSample
{
    /// <summary>Where in the source.</summary>
    public required string Where { get; init; }

    /// <summary>The picture's file as written, for formats that name one.</summary>
    public string? File { get; set; }

    /// <summary>The key as written, or null.</summary>
    public string? Key { get; set; }

    /// <summary>Captions as written, empty ones included.</summary>
    public List<string> Captions { get; } = [];

    /// <summary>The label as written, or null.</summary>
    public string? Label { get; set; }

    /// <summary>Metadata found so far.</summary>
    public ImmutableSortedDictionary<string, MetadataValue>.Builder Metadata { get; } = SourceMetadata.None.ToBuilder();

    /// <summary>The first thing that is wrong with it, or null.</summary>
    public SampleProblem? Problem { get; set; }

    /// <summary>Notes what is wrong; the first problem is the one that is told.</summary>
    public void Fail(RefusalReason reason, string message) => Problem ??= new SampleProblem(reason, message);
}
