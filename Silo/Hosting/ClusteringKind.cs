namespace ClipGrid.Silo.Hosting;

/// <summary>How silos find each other.</summary>
internal enum ClusteringKind
{
    /// <summary>Not at all: this silo is the whole grid.</summary>
    Localhost,

    /// <summary>By a table of members in Redis.</summary>
    Redis,
}
