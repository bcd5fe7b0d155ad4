namespace ClipGrid.Dashboard.Search;

/// <summary>Scores of texts against pictures.</summary>
/// <param name="Model">The model version.</param>
/// <param name="LogitScale">What to multiply scores with before a softmax.</param>
/// <param name="Scores">Cosine similarities: a row for each picture, in it a number for each text.</param>
internal sealed record RankAnswer(string Model, double LogitScale, IReadOnlyList<IReadOnlyList<float>> Scores);
