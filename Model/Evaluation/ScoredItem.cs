namespace ClipGrid.Model.Evaluation;

/// <summary>One item of a ranking.</summary>
/// <param name="Index">The item's number, 0-based.</param>
/// <param name="Score">Its score; higher is better.</param>
public readonly record struct ScoredItem(int Index, float Score);
