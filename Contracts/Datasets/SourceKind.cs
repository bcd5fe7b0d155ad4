namespace ClipGrid.Contracts.Datasets;

/// <summary>Where a source is.</summary>
public enum SourceKind
{
    /// <summary>A path on the silo's machine.</summary>
    Path = 0,

    /// <summary>Bytes that the client sent: a tar of the source's files, as a completed transfer.</summary>
    Transfer = 1,
}
