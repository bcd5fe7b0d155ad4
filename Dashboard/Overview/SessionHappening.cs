using ClipGrid.Contracts.Training;

namespace ClipGrid.Dashboard.Overview;

/// <summary>What happened, and in which session.</summary>
/// <param name="Session">The session.</param>
/// <param name="Event">What.</param>
internal sealed record SessionHappening(SessionId Session, SessionEvent Event);
