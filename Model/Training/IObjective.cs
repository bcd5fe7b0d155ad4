namespace ClipGrid.Model.Training;

/// <summary>Forward and backward of one batch for what a run teaches.</summary>
internal interface IObjective
{
    /// <summary>Leaves the mean loss's gradients on the parameters that are trained.</summary>
    /// <exception cref="ArgumentException">The batch is not one for this network and objective.</exception>
    BatchOutcome Compute(LoadedBatch batch);
}
