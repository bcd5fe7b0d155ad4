namespace ClipGrid.Contracts.Training;

/// <summary>What a person wants of a session, for a suggestion.</summary>
public enum TrainingGoal
{
    /// <summary>A model from nothing.</summary>
    Pretraining = 0,

    /// <summary>A model that finds these pictures better.</summary>
    Retrieval = 1,

    /// <summary>A model that tells these labels apart.</summary>
    Classification = 2,
}
