namespace ClipGrid.Grains.Embedding.Planes;

/// <summary>A plane that is made, or was.</summary>
/// <param name="Most">Most points that were asked for.</param>
/// <param name="TotalCount">The items that there were.</param>
/// <param name="Making">The plane; all who ask meanwhile wait for the same.</param>
internal sealed record KeptPlane(int Most, long TotalCount, Task<SampledPlane> Making);
