namespace ClipGrid.Silo.Cluster;

/// <summary>How silos find each other.</summary>
internal enum ClusteringKind
{
    /// <summary>Not at all: this silo is the whole grid.</summary>
    Localhost,

    /// <summary>By a table of members in Redis.</summary>
    Redis,

    /// <summary>By a table of members in PostgreSQL.</summary>
    PostgreSql,
}
