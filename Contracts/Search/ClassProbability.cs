namespace ClipGrid.Contracts.Search;

/// <summary>How well a class fits a picture.</summary>
/// <param name="Class">The class's name.</param>
/// <param name="Probability">Softmax over all classes of logit scale times cosine similarity, 0 to 1.</param>
/// <param name="Score">Cosine similarity, -1 to 1.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.ClassProbability")]
public sealed record ClassProbability([property: Id(0)] string Class, [property: Id(1)] double Probability, [property: Id(2)] double Score);
