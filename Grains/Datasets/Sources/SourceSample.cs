using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Grains.Datasets.Sources;

/// <summary>A sample of a source: something to take in, or, where <see cref="Refusal"/> is set, something that was refused.</summary>
internal sealed record SourceSample
{
    /// <summary>Where in the source: file, and line, member or number, for example <c>captions.csv, line 7</c>.</summary>
    public required string Where { get; init; }

    /// <summary>Its key, 1 to 512 characters; of a refusal, as far as known. Keys may repeat: the ingest engine judges the set.</summary>
    public string? Key { get; init; }

    /// <summary>The picture's file, not decoded; empty if refused. The sample owns it.</summary>
    public ReadOnlyMemory<byte> Picture { get; init; }

    /// <summary>Captions, trimmed, none empty.</summary>
    public ImmutableArray<string> Captions { get; init; } = [];

    /// <summary>The class, or null.</summary>
    public string? Label { get; init; }

    /// <summary>Free metadata.</summary>
    public ImmutableSortedDictionary<string, MetadataValue> Metadata { get; init; } = SourceMetadata.None;

    /// <summary>Why it was refused, or null.</summary>
    public RefusedSample? Refusal { get; init; }
}
