using System.Collections.Concurrent;
using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Cluster;
using ClipGrid.Grains.Devices;
using ClipGrid.Grains.Training.Parts;
using ClipGrid.Model.Native;

namespace ClipGrid.Grains.Training.Runs;

/// <summary>The runs of this silo. Safe for any number of callers.</summary>
internal sealed class TrainingHost(BackgroundWork work, SessionSurroundings surroundings, PartHost parts) : IRunningSessions
{
    private readonly ConcurrentDictionary<SessionId, SessionRun> _runs = new();

    /// <inheritdoc/>
    public ImmutableArray<RunningSession> List() => [.. _runs.Values.Select(run => new RunningSession(run.Id, run.Device.Kind, run.Device.Number)), .. parts.List()];

    /// <summary>The run of a session that has not ended yet, or null.</summary>
    public SessionRun? Find(SessionId id) => _runs.GetValueOrDefault(id);

    /// <summary>Starts a run and returns at once; waits only for the last breath of one before it.</summary>
    /// <exception cref="GridException">Unavailable: the silo ends.</exception>
    public async Task<SessionRun> StartAsync(SessionAssignment assignment)
    {
        SessionId id = assignment.Session;
        if (Find(id) is { } known)
        {
            if (known.Attempt == assignment.Attempt)
                return known;
            // One before this does not count any more, and may not know it yet.
            known.Tell(SessionCommand.Cancel, null);
        }
        SessionRun run = new(assignment, surroundings);
        string key = $"session/{id}";
        // Known before it starts: an activation that comes later finds it, whatever happens first.
        _runs[id] = run;
        while (!work.TryStart(key, token => RunAsync(run, token)))
        {
            if (!work.IsRunning(key))
            {
                Forget(run);
                run.Dispose();
                throw new GridException(GridProblem.Unavailable, $"Session {id} cannot run here, because the silo is about to end: it goes on when a silo starts.");
            }
            await work.WhenEndedAsync(key);
        }
        return run;
    }

    private async Task RunAsync(SessionRun run, CancellationToken cancellationToken)
    {
        using (run)
        {
            try
            {
                await run.RunAsync(cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                Forget(run);
                NativeHeap.GiveBack();
            }
        }
    }

    private void Forget(SessionRun run) => _runs.TryRemove(KeyValuePair.Create(run.Id, run));
}
