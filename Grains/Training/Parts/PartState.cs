namespace ClipGrid.Grains.Training.Parts;

/// <summary>How far a part is.</summary>
[GenerateSerializer, Alias("clipgrid.PartState")]
internal enum PartState
{
    /// <summary>It gets its items and its network.</summary>
    Preparing,

    /// <summary>It computes when it is asked to.</summary>
    Ready,

    /// <summary>It has ended.</summary>
    Ended,
}
