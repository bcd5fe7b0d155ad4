namespace ClipGrid.Contracts.Cluster;

/// <summary>What a catalogue lists.</summary>
public enum CatalogKind
{
    /// <summary>Names of data sets.</summary>
    Datasets = 0,

    /// <summary>Names of models.</summary>
    Models = 1,

    /// <summary>Ids of sessions.</summary>
    Sessions = 2,

    /// <summary>Ids of embedding sets.</summary>
    Embeddings = 3,
}
