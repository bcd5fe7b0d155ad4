using ClipGrid.Contracts.Cluster;

namespace ClipGrid.Dashboard.Cluster;

/// <summary>What a check found.</summary>
/// <param name="Name">What was checked.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Message">What was found.</param>
/// <param name="Remedy">What to do, or null.</param>
internal sealed record CheckAnswer(string Name, CheckStatus Status, string Message, string? Remedy);
