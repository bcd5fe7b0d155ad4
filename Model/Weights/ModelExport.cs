using System.Collections.Immutable;
using ClipGrid.Model.Configuration;

namespace ClipGrid.Model.Weights;

/// <summary>All that goes into a model folder.</summary>
public sealed record ModelExport
{
    /// <summary>Whose file and tensor names to use.</summary>
    public required CheckpointLayout Layout { get; init; }

    /// <summary>The network and the preprocessing.</summary>
    public required ModelDescription Description { get; init; }

    /// <summary>The weights, written in the types they have here.</summary>
    public required WeightSet Weights { get; init; }

    /// <summary>Paths of vocabulary files to copy unchanged.</summary>
    public ImmutableArray<string> VocabularyFiles { get; init; } = [];
}
