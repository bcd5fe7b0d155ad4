using System.Collections.Immutable;

namespace ClipGrid.Contracts.Models;

/// <summary>An immutable version of a model: what it is and where it comes from.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.ModelVersionInfo")]
public sealed record ModelVersionInfo
{
    /// <summary>Which one.</summary>
    [Id(0)]
    public required ModelVersionId Id { get; init; }

    /// <summary>When it was stored.</summary>
    [Id(1)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What it looks like in a line, for example "ViT 224/32, width 768, 12 layers".</summary>
    [Id(2)]
    public required string Architecture { get; init; }

    /// <summary>Length of its vectors.</summary>
    [Id(3)]
    public required int EmbedDim { get; init; }

    /// <summary>Side of the pictures that it sees, in pixels.</summary>
    [Id(4)]
    public required int ImageSize { get; init; }

    /// <summary>Tokens of a text, begin and end included.</summary>
    [Id(5)]
    public required int ContextLength { get; init; }

    /// <summary>Tokens that it knows.</summary>
    [Id(6)]
    public required int VocabSize { get; init; }

    /// <summary>Numbers that training changes.</summary>
    [Id(7)]
    public required long ParameterCount { get; init; }

    /// <summary>exp of the learned logit scale: what cosine similarities are multiplied with before a softmax.</summary>
    [Id(8)]
    public required double LogitScale { get; init; }

    /// <summary>Size of its files in bytes.</summary>
    [Id(9)]
    public required long ByteCount { get; init; }

    /// <summary>Where it comes from.</summary>
    [Id(10)]
    public required ModelLineage Lineage { get; init; }

    /// <summary>What was measured on it, for example "recall@10".</summary>
    [Id(11)]
    public ImmutableSortedDictionary<string, double> Metrics { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>The labels that it was trained to tell apart, in the order of its head's rows; empty for a model without a head.</summary>
    [Id(12)]
    public ImmutableArray<string> Classes { get; init; } = [];
}
