using ClipGrid.Cli.Hosting;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training;

/// <summary>Sessions by the beginning of their ids: the ids that the grid makes are long.</summary>
internal static class SessionChoice
{
    private const int ShortLength = 13;

    /// <summary>The session with this id; otherwise the only one whose id begins so.</summary>
    public static async Task<SessionId> FindAsync(ClipGridClient client, SessionId begin, CancellationToken cancellationToken)
    {
        List<SessionId> fitting = [];
        await foreach (SessionInfo session in client.Sessions.ListAsync(begin.Value, cancellationToken))
        {
            if (session.Id == begin)
                return begin;
            fitting.Add(session.Id);
            if (fitting.Count > 1)
                throw new MisuseException($"Several sessions' ids begin with {begin}, for example {fitting[0]} and {fitting[1]}: write more of it.");
        }
        return fitting.Count == 1 ? fitting[0] : begin;
    }

    /// <summary>An id as people see it; its beginning names the session.</summary>
    public static string Short(SessionId id) => id.Value.Length > 32 ? id.Value[..ShortLength] : id.Value;
}
