using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.EndToEnd.Tests.Processes;

namespace ClipGrid.EndToEnd.Tests.Faults;

/// <summary>Waiting for the moment to kill.</summary>
internal static class KillMoments
{
    private const string LastPart = "weights.safetensors~";

    /// <summary>Waits until a session is at a moment, or has ended.</summary>
    /// <param name="moment">The moment.</param>
    /// <param name="grid">The silo.</param>
    /// <param name="data">Its data folder.</param>
    /// <param name="id">The session.</param>
    /// <param name="step">A step that must be done by then.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<SessionInfo> ReachAsync(this KillMoment moment, FallingGrid grid, TemporaryFolder data, SessionId id, long step, CancellationToken cancellationToken)
    {
        string checkpoints = data.Combine($"blobs/sessions/{id}/checkpoints");
        HashSet<string> before = Parts(checkpoints);
        bool isTold = false;
        while (true)
        {
            SessionInfo now = await grid.Client.Sessions.GetAsync(id, cancellationToken);
            if (now.State is SessionState.Completed or SessionState.Failed or SessionState.Paused)
                return now;
            bool isThere = now.Step >= step || now.Step >= now.Specification.StepCount - 5;
            switch (moment)
            {
                case KillMoment.AfterAStep when isThere:
                case KillMoment.Evaluation when now.State == SessionState.Evaluating:
                case KillMoment.Upload when Parts(checkpoints).Except(before).Any():
                case KillMoment.Commit when Parts(checkpoints).Except(before).Any(part => part.EndsWith(LastPart, StringComparison.Ordinal)):
                    return now;
                case KillMoment.Pause when isThere && !isTold:
                    isTold = true;
                    return await TryPauseAsync(grid, id, now, cancellationToken);
            }
            await Task.Delay(1, cancellationToken);
        }
    }

    private static async Task<SessionInfo> TryPauseAsync(FallingGrid grid, SessionId id, SessionInfo now, CancellationToken cancellationToken)
    {
        try
        {
            return await grid.Client.Sessions.PauseAsync(id, cancellationToken);
        }
        catch (GridException ended) when (ended.Problem == GridProblem.WrongState)
        {
            return now;
        }
    }

    private static HashSet<string> Parts(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)] : [];
        }
        catch (DirectoryNotFoundException)
        {
            // It was removed meanwhile.
            return [];
        }
    }
}
