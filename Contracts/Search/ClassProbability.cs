namespace ClipGrid.Contracts.Search;

/// <summary>How well a class fits a picture.</summary>
/// <param name="Class">The class's name.</param>
/// <param name="Probability">Softmax over all classes of logit scale times cosine similarity, or of the logits of the model's own head, 0 to 1.</param>
/// <param name="Score">Cosine similarity of the picture and the class's texts, or the class's row of the head, -1 to 1.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.ClassProbability")]
public sealed record ClassProbability([property: Id(0)] string Class, [property: Id(1)] double Probability, [property: Id(2)] double Score);
