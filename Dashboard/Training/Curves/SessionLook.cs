using System.Collections.Immutable;
using System.Text;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Dashboard.Training.Curves;

/// <summary>How a session looks in charts.</summary>
/// <param name="Id">The session.</param>
/// <param name="Name">What it is called in legends.</param>
/// <param name="Color">Its colour.</param>
/// <param name="Dash">How its line is dashed: solid, dashed or dotted.</param>
internal sealed record SessionLook(SessionId Id, string Name, string Color, string Dash)
{
    // Told apart by people with any colour vision (Okabe and Ito, Color Universal Design, 2008), without black and yellow, which
    // are lost on a dark or a light ground.
    private static readonly ImmutableArray<string> Colors = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"];

    private static readonly ImmutableArray<string> Dashes = ["solid", "dashed", "dotted"];

    /// <summary>Looks of sessions that stand together: a session keeps its own colour unless one before it has the same.</summary>
    public static ImmutableArray<SessionLook> Of(IEnumerable<SessionInfo> sessions)
    {
        var taken = new HashSet<int>();
        return [.. sessions.Select(session =>
        {
            int look = (int)(Hash(session.Id) % (uint)Colors.Length);
            int most = Colors.Length * Dashes.Length;
            for (int tries = 0; tries < most && !taken.Add(look); tries++)
                look = (look + 1) % most;
            return new SessionLook(session.Id, SessionWords.Name(session), Colors[look % Colors.Length], Dashes[look / Colors.Length]);
        })];
    }

    // The same in every process, other than string.GetHashCode.
    private static uint Hash(SessionId id)
    {
        uint hash = 2166136261;
        foreach (byte part in Encoding.UTF8.GetBytes(id.Value))
            hash = (hash ^ part) * 16777619;
        return hash;
    }
}
