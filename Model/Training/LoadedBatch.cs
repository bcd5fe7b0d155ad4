namespace ClipGrid.Model.Training;

/// <summary>A batch as it was loaded.</summary>
/// <param name="At">Where it begins.</param>
/// <param name="Items">Its items.</param>
/// <param name="Parts">Its parts in order, one unless several devices share it; null where another device loads it.</param>
internal sealed record LoadedBatch(DataCursor At, DataBatch Items, TrainingBatch?[] Parts)
{
    /// <summary>All of a batch that is not shared.</summary>
    internal TrainingBatch Whole => Parts is [{ } whole] ? whole : throw new InvalidOperationException("The batch was loaded in parts.");
}
