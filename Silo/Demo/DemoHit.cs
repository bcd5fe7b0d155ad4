using ClipGrid.Silo.Demo.Scenes;

namespace ClipGrid.Silo.Demo;

/// <summary>A picture that a query found.</summary>
/// <param name="Score">Cosine similarity with the query, -1 to 1.</param>
/// <param name="Scene">The picture.</param>
internal sealed record DemoHit(float Score, CaptionedScene Scene);
