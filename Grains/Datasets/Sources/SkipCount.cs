namespace ClipGrid.Grains.Datasets.Sources;

/// <summary>How many samples are still to be passed over.</summary>
internal sealed class SkipCount(long count)
{
    private long _count = count;

    /// <summary>Whether the next sample is to be passed over.</summary>
    public bool IsSkipping => _count > 0;

    /// <summary>Counts a sample; true if it is passed over.</summary>
    public bool Pass() => _count > 0 && _count-- > 0;
}
