namespace ClipGrid.Model.Training;

/// <summary>What a run teaches.</summary>
public enum ObjectiveKind
{
    /// <summary>Which text belongs to which picture, with the loss of <see cref="TrainingSpecification.Loss"/>.</summary>
    Pairs,

    /// <summary>Which class a picture has: the image tower and a head on it, with <see cref="ClassificationLoss"/>. No text is computed.</summary>
    Labels,

    /// <summary>
    /// The same by the head alone, on embeddings that were computed before (Radford et al. 2021, section 3.2): the network is neither computed
    /// nor stored.
    /// </summary>
    Probe,
}
