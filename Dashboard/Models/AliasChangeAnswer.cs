namespace ClipGrid.Dashboard.Models;

/// <summary>A move of an alias.</summary>
/// <param name="Name">The alias.</param>
/// <param name="From">Where it pointed before, or null.</param>
/// <param name="To">Where it points since then; null if it was removed.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why, as told, or null.</param>
internal sealed record AliasChangeAnswer(string Name, string? From, string? To, DateTimeOffset At, string? Reason);
