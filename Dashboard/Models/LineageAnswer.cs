namespace ClipGrid.Dashboard.Models;

/// <summary>Where a version comes from.</summary>
/// <param name="ImportedFrom">The folder that it was imported from, or null.</param>
/// <param name="Session">The session that trained it, or null.</param>
/// <param name="Step">Step of the session, or null.</param>
/// <param name="Dataset">The data set version that it was trained on, or null.</param>
/// <param name="Parents">The versions that it was made from.</param>
internal sealed record LineageAnswer(string? ImportedFrom, string? Session, long? Step, string? Dataset, IReadOnlyList<string> Parents);
