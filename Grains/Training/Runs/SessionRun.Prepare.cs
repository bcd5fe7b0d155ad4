using System.Collections.Immutable;
using ClipGrid.Contracts.Training;
using ClipGrid.Model.Training;

namespace ClipGrid.Grains.Training.Runs;

internal sealed partial class SessionRun
{
    private int _knownInexactness;

    private async Task<PreparedSession> PrepareAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_scratch);
        if (_specification.ForkOf is { } fork)
        {
            Say($"It takes the checkpoint of step {fork.Step} of session {fork.Session}.");
            await _checkpoints.CopyFromAsync(fork, cancellationToken).ConfigureAwait(false);
        }
        SessionPreparation preparation = new(Id, _specification, _surroundings, _scratch) { Told = Say };
        PreparedSession prepared = await preparation.PrepareAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (prepared.Items.Plan.HeldOutRemark is { } remark)
                Voice.Say(0, SessionEventKind.Warning, remark);
            await LoadCheckpointAsync(prepared, cancellationToken).ConfigureAwait(false);
            return prepared;
        }
        catch
        {
            prepared.Dispose();
            throw;
        }
    }

    private async Task LoadCheckpointAsync(PreparedSession prepared, CancellationToken cancellationToken)
    {
        Say("It looks for a checkpoint.");
        (TrainerCheckpoint? checkpoint, ImmutableArray<string> skipped) = await _checkpoints.LoadAsync(Path.Combine(_scratch, "resume"), _assignment.BeforeStep, cancellationToken).ConfigureAwait(false);
        long step = checkpoint?.State.StepCount ?? 0;
        await Metrics.TruncateAsync(step, _checkpoints.Epoch, cancellationToken).ConfigureAwait(false);
        MetricPoint? last = step == 0 ? null : (await Metrics.ReadAsync(step - 1, 1, cancellationToken).ConfigureAwait(false)) is [var point] ? point : null;
        foreach (string sentence in skipped)
            Voice.Say(step, SessionEventKind.Warning, sentence);
        prepared.Checkpoint = checkpoint;
        _knownInexactness = checkpoint?.State.Inexactness.Length ?? 0;
        Show(now => now with { Step = step, CheckpointStep = _checkpoints.Newest?.Step, Last = last, TruncatedCaptionCount = _checkpoints.Newest?.TruncatedCaptionCount ?? 0, Inexactness = checkpoint?.State.Inexactness ?? [] });
    }

    // What its checkpoint says was told by the run that went on first.
    private void ShowInexactness(ImmutableArray<string> inexactness)
    {
        foreach (string difference in inexactness.Skip(_knownInexactness))
            Voice.Say(Progress.Step, SessionEventKind.Warning, difference);
        Show(now => now with { Inexactness = inexactness });
    }
}
