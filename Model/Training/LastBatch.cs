namespace ClipGrid.Model.Training;

/// <summary>What becomes of the items at the end of an epoch that do not fill a batch.</summary>
public enum LastBatch
{
    /// <summary>They are left out; the next epoch's order brings others to the end. Every batch has the same size.</summary>
    Drop,

    /// <summary>They form a smaller batch; every item is seen once in every epoch.</summary>
    Keep,
}
