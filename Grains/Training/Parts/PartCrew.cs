using System.Collections.Concurrent;
using ClipGrid.Grains.Training.Runs;
using ClipGrid.Model.Training;
using ClipGrid.Model.Training.DataParallel;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Training.Parts;

/// <summary>
/// The devices that share a run's batches: asks for one for each part but the run's own, puts the part there, and replaces who is lost. Until
/// somebody is there, the run computes the part itself. Safe for any number of callers.
/// </summary>
internal sealed class PartCrew : IPartPeers, IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);
    // Who helped for so long is replaced at once.
    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(30);
    private readonly SessionAssignment _assignment;
    private readonly SessionSurroundings _surroundings;
    private readonly Action<string> _told;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<int, PartPeer> _peers = new();
    private Task _work = Task.CompletedTask;

    /// <summary>Nobody yet.</summary>
    /// <param name="assignment">The run.</param>
    /// <param name="surroundings">What the silo's runs share.</param>
    /// <param name="told">Told who comes and who goes.</param>
    public PartCrew(SessionAssignment assignment, SessionSurroundings surroundings, Action<string> told) =>
        (_assignment, _surroundings, _told) = (assignment, surroundings, told);

    private int PartCount => _assignment.Specification.DeviceCount;

    /// <inheritdoc/>
    public IPartPeer? Find(int part) => _peers.TryGetValue(part, out PartPeer? peer) && !peer.IsLost ? peer : null;

    /// <summary>Begins to look for devices, and lets a trainer share its batches with them.</summary>
    public void Begin(ClipTrainer trainer)
    {
        if (PartCount == 1)
            return;
        trainer.Peers = this;
        ArithmeticEnvironment environment = trainer.Environment;
        _work = Task.WhenAll(Enumerable.Range(1, PartCount - 1).Select(part => Task.Run(() => KeepAsync(part, environment))));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _work.ConfigureAwait(false);
        _end.Dispose();
    }

    private async Task KeepAsync(int part, ArithmeticEnvironment environment)
    {
        TimeSpan pause = FirstPause;
        while (!_end.IsCancellationRequested)
        {
            PartPlace place = new(part, _assignment, _surroundings);
            await using (place.ConfigureAwait(false))
            {
                long begun = _surroundings.Time.GetTimestamp();
                try
                {
                    await HoldAsync(place, environment).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (_end.IsCancellationRequested)
                {
                    return;
                }
#pragma warning disable CA1031 // The run must not fail with its help: whatever goes wrong there, the part is computed here.
                catch (Exception lost)
#pragma warning restore CA1031
                {
                    _surroundings.Logger.LogWarning(lost, "Session {Session}: part {Part} is not computed elsewhere.", _assignment.Session, part + 1);
                    _told($"Part {part + 1} of {PartCount} is computed here until a device takes it: {PartWire.Line(lost)}.");
                    if (_surroundings.Time.GetElapsedTime(begun) > Trusted)
                        pause = FirstPause;
                }
                finally
                {
                    _peers.TryRemove(part, out _);
                }
            }
            await PauseAsync(pause).ConfigureAwait(false);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task HoldAsync(PartPlace place, ArithmeticEnvironment environment)
    {
        PartPeer peer = await place.TakeAsync(environment, _end.Token).ConfigureAwait(false);
        _peers[place.Part] = peer;
        _told($"Part {place.Part + 1} of {PartCount} is computed on {place.Slot}.");
        while (true)
        {
            await Task.WhenAny(peer.WhenLost, Task.Delay(PartPlace.Beat, _surroundings.Time, _end.Token)).ConfigureAwait(false);
            _end.Token.ThrowIfCancellationRequested();
            if (peer.IsLost)
                throw await peer.WhenLost.ConfigureAwait(false);
            await place.RenewAsync(_end.Token).ConfigureAwait(false);
        }
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, _surroundings.Time, _end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The run ends.
        }
    }
}
