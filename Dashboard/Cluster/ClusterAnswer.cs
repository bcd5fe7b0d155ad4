namespace ClipGrid.Dashboard.Cluster;

/// <summary>The grid.</summary>
/// <param name="Version">The release of the silo that answers.</param>
/// <param name="Checks">What it found when it looked at itself.</param>
/// <param name="Silos">All silos, and of those that have ended the last ones.</param>
internal sealed record ClusterAnswer(string Version, IReadOnlyList<CheckAnswer> Checks, IReadOnlyList<SiloAnswer> Silos);
