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

    public async Task StartAsync(PartAssignment assignment, CancellationToken cancellationToken)
    {
        if (_run is not null)
            return;
        _run = host.Start(assignment);
        // Work in the background does not count as use: without this the grain would be collected while it computes.
        DelayDeactivation(TimeSpan.MaxValue);
        this.RegisterGrainTimer(LetGoAsync, new GrainTimerCreationOptions { DueTime = Period, Period = Period });
        await Task.CompletedTask;
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
        _run?.Stop();
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private Task LetGoAsync(CancellationToken cancellationToken)
    {
        if (Run.Status.State == PartState.Ended)
            DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
