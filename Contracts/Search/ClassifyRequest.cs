using System.Collections.Immutable;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Contracts.Search;

/// <summary>
/// Which of some class texts fits a picture best (zero-shot: Radford et al. 2021, section 3.1), or, without classes, which of the labels that
/// the model was trained to tell apart.
/// </summary>
[GenerateSerializer, Immutable, Alias("clipgrid.ClassifyRequest")]
public sealed record ClassifyRequest
{
    /// <summary>The model.</summary>
    [Id(0)]
    public required ModelRef Model { get; init; }

    /// <summary>The pictures, 1 to 256.</summary>
    [Id(1)]
    public required ImmutableArray<PictureInput> Pictures { get; init; }

    /// <summary>The classes' names, 1 to 1,000, each once; empty to take the labels that the model was trained to tell apart, if it was.</summary>
    [Id(2)]
    public ImmutableArray<string> Classes { get; init; } = [];

    /// <summary>Texts with a place {} for the name, 1 to 100; a class is the mean of its texts. Not used without classes.</summary>
    [Id(3)]
    public ImmutableArray<string> Templates { get; init; } = ["a photo of a {}"];

    /// <summary>Best classes to return for a picture, 1 to 1,000.</summary>
    [Id(4)]
    public int Top { get; init; } = 5;
}
