namespace ClipGrid.Model.Training;

/// <summary>A checkpoint was written by a newer release: unlike one that is damaged, an earlier one does not stand in for it.</summary>
/// <param name="format">Its format.</param>
/// <param name="knownFormat">The newest that this release reads.</param>
public sealed class NewerCheckpointException(int format, int knownFormat) : Exception(
    $"The checkpoint was written by a newer release (format {format}; this one reads up to {knownFormat}): use that release.")
{
    /// <summary>Its format.</summary>
    public int Format { get; } = format;

    /// <summary>The newest that this release reads.</summary>
    public int KnownFormat { get; } = knownFormat;
}
