namespace ClipGrid.Grains.Datasets.Sources.Tables;

/// <summary>What a column of a table, or a member of a JSON object, says of a picture.</summary>
internal enum ColumnRole
{
    /// <summary>Anything else that is known of it.</summary>
    Metadata,

    /// <summary>Nothing: the column has no name.</summary>
    None,

    /// <summary>Its file.</summary>
    File,

    /// <summary>A caption.</summary>
    Caption,

    /// <summary>Its class.</summary>
    Label,

    /// <summary>Its key.</summary>
    Key,
}
