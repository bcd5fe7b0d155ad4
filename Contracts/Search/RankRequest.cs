using System.Collections.Immutable;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Contracts.Search;

/// <summary>Scores given texts against given pictures, nothing stored.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.RankRequest")]
public sealed record RankRequest
{
    /// <summary>The model.</summary>
    [Id(0)]
    public required ModelRef Model { get; init; }

    /// <summary>The pictures, 1 to 256.</summary>
    [Id(1)]
    public required ImmutableArray<PictureInput> Pictures { get; init; }

    /// <summary>The texts, 1 to 256.</summary>
    [Id(2)]
    public required ImmutableArray<string> Texts { get; init; }
}
