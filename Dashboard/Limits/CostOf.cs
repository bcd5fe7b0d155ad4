namespace ClipGrid.Dashboard.Limits;

/// <summary>Says of an endpoint what its requests cost.</summary>
/// <param name="Cost">The kind.</param>
internal sealed record CostOf(Cost Cost);
