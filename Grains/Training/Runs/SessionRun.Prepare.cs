using System.Collections.Immutable;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Training.Data;
using ClipGrid.Grains.Training.Tasks;
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
        Say("It chooses the items.");
        SessionPlan plan = await new SessionPlanner(Id, _specification, _surroundings).GetAsync(cancellationToken).ConfigureAwait(false);
        SessionItems items = await SessionItems.LoadAsync(plan, _specification, _surroundings.Partitions, cancellationToken).ConfigureAwait(false);
        if (plan.HeldOutRemark is { } remark)
            Voice.Say(0, SessionEventKind.Warning, remark);
        Say($"It fetches {items.Keys.Length} pictures.");
        SessionPictures pictures = await SessionPictures.FetchAsync(items, _surroundings, Path.Combine(_scratch, "shards"), cancellationToken).ConfigureAwait(false);
        try
        {
            PreparedSession prepared = _specification.Base is { } start
                ? await PrepareFromBaseAsync(start, items, pictures, cancellationToken).ConfigureAwait(false)
                : await PrepareFromNothingAsync(items, pictures, cancellationToken).ConfigureAwait(false);
            await LoadCheckpointAsync(prepared, cancellationToken).ConfigureAwait(false);
            return prepared;
        }
        catch
        {
            pictures.Dispose();
            throw;
        }
    }

    private async Task<PreparedSession> PrepareFromNothingAsync(SessionItems items, SessionPictures pictures, CancellationToken cancellationToken)
    {
        Say("It learns a vocabulary from the captions.");
        SessionVocabulary vocabulary = new(Id, _specification, _surroundings.Blobs);
        return new PreparedSession(items, pictures)
        {
            Description = TrainingMapping.Describe(_specification),
            Vocabulary = await vocabulary.GetAsync(items, Path.Combine(_scratch, "vocabulary"), cancellationToken).ConfigureAwait(false),
        };
    }

    private async Task<PreparedSession> PrepareFromBaseAsync(ModelRef start, SessionItems items, SessionPictures pictures, CancellationToken cancellationToken)
    {
        Say($"It fetches {start}.");
        ModelVersionId model = TrainingMapping.BaseId(start);
        string folder = await _surroundings.Models.GetFolderAsync(model, cancellationToken).ConfigureAwait(false);
        return new PreparedSession(items, pictures)
        {
            BaseFolder = folder,
            Embeddings = TrainingMapping.IsProbe(_specification) ? await new ProbeEmbeddings(Id, items, _surroundings).GetAsync(model, folder, pictures, Path.Combine(_scratch, "probe"), Say, cancellationToken).ConfigureAwait(false) : null,
        };
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
