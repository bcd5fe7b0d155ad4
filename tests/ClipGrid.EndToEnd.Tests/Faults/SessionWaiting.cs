using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Training;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Faults;

/// <summary>Waiting for what a session does.</summary>
internal static class SessionWaiting
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Asks for a session until it is as wanted, or has ended.</summary>
    public static async Task<SessionInfo> ReachAsync(this ClipGridClient client, SessionId id, Func<SessionInfo, bool> isWanted)
    {
        while (true)
        {
            SessionInfo now = await client.Sessions.GetAsync(id, Cancel);
            if (now.State is SessionState.Completed or SessionState.Failed or SessionState.Cancelled || isWanted(now))
                return now;
            await Task.Delay(10, Cancel);
        }
    }

    /// <summary>Waits for a session's end; a pause is none.</summary>
    public static Task<SessionInfo> EndAsync(this ClipGridClient client, SessionId id) => client.ReachAsync(id, _ => false);
}
