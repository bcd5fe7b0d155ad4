using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Devices;

namespace ClipGrid.Grains.Training.Parts;

/// <summary>A part, for the run that it belongs to.</summary>
[DevicePlacement]
internal sealed class PartHostGrain(PartHost host) : Grain, IPartHostGrain
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);
    private PartRun? _run;

    private PartRun Run => _run ?? throw new GridException(GridProblem.WrongState, $"Part {this.GetPrimaryKeyString()} is not here: it has ended.");

    public Task StartAsync(PartAssignment assignment, CancellationToken cancellationToken)
    {
        if (_run is { } known && known.Assignment.Host == assignment.Host && known.Status.State != PartState.Ended)
            return Task.CompletedTask;
        if (_run is not null)
        {
            // The one before has not gone yet: whoever takes its place must be on the device that it was given.
            End();
            throw new GridException(GridProblem.Unavailable, $"Part {this.GetPrimaryKeyString()} is about to end on {_run.Assignment.Host}: ask again in a moment.");
        }
        _run = host.Start(assignment);
        // Work in the background does not count as use: without this the grain would be collected while it computes.
        DelayDeactivation(TimeSpan.MaxValue);
        this.RegisterGrainTimer(LetGoAsync, new GrainTimerCreationOptions { DueTime = Period, Period = Period });
        return Task.CompletedTask;
    }

    public Task<PartStatus> GetStatusAsync(CancellationToken cancellationToken) => Task.FromResult(Run.Hear().Status);

    public Task WriteAsync(PartBuffer buffer, int offset, byte[] piece, CancellationToken cancellationToken)
    {
        Run.Hear().Write(buffer, offset, piece);
        return Task.CompletedTask;
    }

    public Task<byte[]> ReadAsync(PartBuffer buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Run.Hear().Read(buffer, offset, count));

    public Task<PartAnswer> EncodeAsync(long turn, long epoch, int position, CancellationToken cancellationToken) => Run.Hear().EncodeAsync(turn, new(epoch, position));

    public Task<PartAnswer> PushBackAsync(long turn, CancellationToken cancellationToken) => Run.Hear().PushBackAsync(turn);

    public Task StopAsync(CancellationToken cancellationToken)
    {
        End();
        return Task.CompletedTask;
    }

    private void End()
    {
        _run?.Stop();
        DeactivateOnIdle();
    }

    private Task LetGoAsync(CancellationToken cancellationToken)
    {
        if (Run.Status.State == PartState.Ended)
            DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
