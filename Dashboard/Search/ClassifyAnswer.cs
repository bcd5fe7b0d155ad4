namespace ClipGrid.Dashboard.Search;

/// <summary>What pictures show.</summary>
/// <param name="Model">The model version that said so.</param>
/// <param name="Pictures">In the order of the request.</param>
internal sealed record ClassifyAnswer(string Model, IReadOnlyList<PictureClassesAnswer> Pictures);
