namespace ClipGrid.Dashboard.Training;

/// <summary>Some of a session's events.</summary>
/// <param name="Events">The oldest first.</param>
/// <param name="Last">Number of the last of them, to ask for those after it.</param>
internal sealed record EventsAnswer(IReadOnlyList<EventAnswer> Events, long Last);
