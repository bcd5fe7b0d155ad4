namespace ClipGrid.Dashboard.Devices;

/// <summary>A session's hold on a device.</summary>
/// <param name="Session">The session.</param>
/// <param name="ExpiresInSeconds">Until it ends, unless it is renewed.</param>
internal sealed record LeaseAnswer(string Session, double ExpiresInSeconds);
