using System.Collections.Concurrent;
using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Cluster;
using ClipGrid.Grains.Devices;
using ClipGrid.Grains.Training.Runs;

namespace ClipGrid.Grains.Training.Parts;

/// <summary>The parts that this silo computes for runs elsewhere. Safe for any number of callers.</summary>
internal sealed class PartHost(BackgroundWork work, SessionSurroundings surroundings)
{
    private readonly ConcurrentDictionary<PartKey, PartRun> _runs = new();

    /// <summary>Those that have not ended yet.</summary>
    public ImmutableArray<RunningSession> List() =>
        [.. _runs.Values.Select(run => run.Assignment).Select(one => new RunningSession(one.Session, one.Host.Kind, one.Host.Number) { Part = one.Part })];

    /// <summary>Starts one and returns at once.</summary>
    /// <exception cref="GridException">Unavailable: the silo ends.</exception>
    public PartRun Start(PartAssignment assignment)
    {
        PartRun run = new(assignment, surroundings);
        _runs[assignment.Key] = run;
        if (work.TryStart($"part/{assignment.Key}", token => RunAsync(run, token)))
            return run;
        _runs.TryRemove(KeyValuePair.Create(assignment.Key, run));
        run.Dispose();
        throw new GridException(GridProblem.Unavailable, $"Part {assignment.Key} cannot be computed here, because the silo is about to end.");
    }

    private async Task RunAsync(PartRun run, CancellationToken cancellationToken)
    {
        try
        {
            await run.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _runs.TryRemove(KeyValuePair.Create(run.Assignment.Key, run));
            run.Dispose();
        }
    }
}
