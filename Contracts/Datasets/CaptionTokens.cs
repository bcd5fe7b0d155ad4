using ClipGrid.Contracts.Models;

namespace ClipGrid.Contracts.Datasets;

/// <summary>How long captions are for a model: what is longer than its context is cut before it is trained on or embedded.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.CaptionTokens")]
public sealed record CaptionTokens
{
    /// <summary>The model.</summary>
    [Id(0)]
    public required ModelVersionId Model { get; init; }

    /// <summary>Tokens of a text that it sees, begin and end included.</summary>
    [Id(1)]
    public required int ContextLength { get; init; }

    /// <summary>Captions that are longer.</summary>
    [Id(2)]
    public required long TruncatedCount { get; init; }

    /// <summary>Tokens of the captions uncut, begin and end included; the context's end is a bound.</summary>
    [Id(3)]
    public required Histogram Counts { get; init; }

    /// <summary>The share of captions that are longer, 0 to 1.</summary>
    public double TruncatedShare => Counts.TotalCount is > 0 and long count ? (double)TruncatedCount / count : 0;
}
