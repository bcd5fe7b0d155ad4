using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Contracts.Training;

/// <summary>Asks for a specification that suits data and goal.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.SuggestionRequest")]
public sealed record SuggestionRequest
{
    /// <summary>The data.</summary>
    [Id(0)]
    public required DatasetRef Dataset { get; init; }

    /// <summary>What for.</summary>
    [Id(1)]
    public required TrainingGoal Goal { get; init; }

    /// <summary>The model to go on from; null only for <see cref="TrainingGoal.Pretraining"/>.</summary>
    [Id(2)]
    public ModelRef? Base { get; init; }

    /// <summary>The model whose next version the result shall be.</summary>
    [Id(3)]
    public required ModelName Publish { get; init; }
}
