using ClipGrid.Contracts.Training;

namespace ClipGrid.Dashboard.Training;

/// <summary>Asks for a specification that suits data and goal.</summary>
internal sealed record SuggestionBody
{
    /// <summary>The data.</summary>
    public required string Dataset { get; init; }

    /// <summary>What for.</summary>
    public required TrainingGoal Goal { get; init; }

    /// <summary>The model to go on from; none only for pretraining.</summary>
    public string? Base { get; init; }

    /// <summary>The model whose next version the result shall be.</summary>
    public required string Publish { get; init; }
}
