namespace ClipGrid.Contracts.Datasets;

/// <summary>What becomes of an item whose key the data set has already. The same content under the same key is skipped either way.</summary>
public enum OnExisting
{
    /// <summary>The new item is refused and listed.</summary>
    Refuse = 0,

    /// <summary>From the new version on, the new item takes the old one's place.</summary>
    Replace = 1,
}
