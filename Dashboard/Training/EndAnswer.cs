using ClipGrid.Contracts.Training;

namespace ClipGrid.Dashboard.Training;

/// <summary>The last event of a stream of metrics.</summary>
/// <param name="State">completed, failed, cancelled or paused.</param>
/// <param name="Message">Why, or null.</param>
/// <param name="Step">Steps done.</param>
/// <param name="Published">The model version that it published, or null.</param>
internal sealed record EndAnswer(SessionState State, string? Message, long Step, string? Published);
