namespace ClipGrid.Dashboard.Limits;

/// <summary>Says of a request that its key was not even looked at (a feature of the request).</summary>
/// <param name="Seconds">When to come back.</param>
internal sealed record TriedTooOften(int Seconds);
