namespace ClipGrid.Dashboard.Search;

/// <summary>How well a class fits.</summary>
/// <param name="Class">Its name.</param>
/// <param name="Probability">0 to 1, over all classes.</param>
/// <param name="Score">Cosine similarity, -1 to 1.</param>
internal sealed record ClassAnswer(string Class, double Probability, double Score);
