namespace ClipGrid.Grains.Cluster.Roles;

/// <summary>What a silo is there for.</summary>
public enum SiloRole
{
    /// <summary>Everything.</summary>
    All,

    /// <summary>Sessions run on its devices; it holds no data sets and takes no clients, as long as others do.</summary>
    Trainer,

    /// <summary>It holds data sets, embeds and answers; no session runs on it.</summary>
    Index,
}
