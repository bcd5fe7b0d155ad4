using System.Text.Json.Serialization;
using ClipGrid.Contracts.Search;

namespace ClipGrid.Dashboard.Search;

/// <summary>A search of a data set.</summary>
internal sealed record SearchBody
{
    /// <summary>The data set: emoji, or one of its versions: emoji@2.</summary>
    public required string Dataset { get; init; }

    /// <summary>The model that embedded it: demo, demo@alias or demo@digest.</summary>
    public required string Model { get; init; }

    /// <summary>The query's parts, 1 to 32: their unit vectors times their weights are added up.</summary>
    public required IReadOnlyList<SearchTermBody> Terms { get; init; }

    /// <summary>What to find: pictures (the default) or captions.</summary>
    public SearchTarget Target { get; init; }

    /// <summary>Most hits, 1 to 1,000; 10 if left away.</summary>
    public int Top { get; init; } = 10;

    /// <summary>Hits to pass over, from 0; with top at most 10,000.</summary>
    public int Skip { get; init; }

    /// <summary>Lowest cosine similarity of a hit, -1 to 1.</summary>
    public double? MinScore { get; init; }

    /// <summary>Which items to look at, as text: label = cat and not (year &lt; 2000).</summary>
    public string? Filter { get; init; }

    /// <summary>A hit whose picture is as similar as this to a better hit, above 0 to 1, is listed under that one.</summary>
    public double? CollapseAbove { get; init; }

    /// <summary>Leaves out the items that the query names itself.</summary>
    public bool ExcludeQueryItems { get; init; }

    /// <summary>How long a partition may take in milliseconds, 10 to 60,000; 10,000 if left away. A late one is named in the answer.</summary>
    [JsonPropertyName("partitionTimeoutMs")]
    public int PartitionTimeout { get; init; } = 10_000;
}
