namespace ClipGrid.Silo.Demo;

/// <summary>A picture that a query found.</summary>
/// <param name="Score">Cosine similarity with the query, -1 to 1.</param>
/// <param name="Picture">The picture.</param>
internal sealed record DemoHit(float Score, DemoPicture Picture);
