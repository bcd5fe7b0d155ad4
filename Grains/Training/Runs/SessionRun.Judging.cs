using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Training.Evaluation;
using ClipGrid.Grains.Training.Events;
using ClipGrid.Model.Training;

namespace ClipGrid.Grains.Training.Runs;

/// <summary>What judges the run, and what is said of a batch that it could not bear.</summary>
internal sealed partial class SessionRun
{
    // A picture or a text may be at fault.
    private string Batch(TrainingDivergedException diverged)
    {
        if (_keys.IsEmpty || diverged.Items.IsEmpty)
            return "";
        string[] keys = [.. diverged.Items.ToArray().Take(MostNamedItems).Select(item => _keys[item])];
        int others = diverged.Items.Length - keys.Length;
        return $"Its batch began with the items {string.Join(", ", keys)}{(others > 0 ? $" and had {others} more" : "")}.";
    }

    private async Task<RunEvaluations?> EvaluationsAsync(PreparedSession prepared, CancellationToken cancellationToken)
    {
        // A session of the first release has a plan without any.
        if (_specification.Evaluation is null || prepared.Items.Plan.HeldOutCount == 0)
            return null;
        SessionEvaluation evaluation = new(Id, _specification, prepared.Items.Plan, _surroundings.Evaluation);
        RunEvaluations evaluations = new(_specification, evaluation, _checkpoints, _orders, Path.Combine(_scratch, "evaluations"), _checkpoints.Evaluations)
        {
            Told = Say,
            Found = (found, text) =>
            {
                Voice.Say(found.Step, SessionEventKind.Evaluated, text, found.Metrics);
                Show(now => now with { Best = _checkpoints.Best });
            },
        };
        await evaluations.CatchUpAsync(await ReadEvaluationsAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return evaluations;
    }

    private async Task<List<SessionEvent>> ReadEvaluationsAsync(CancellationToken cancellationToken)
    {
        using SessionJournal journal = new(Id, _surroundings.Blobs, _surroundings.Time);
        List<SessionEvent> told = [];
        while (await journal.ReadEvaluationsAsync(told is [.., var last] ? last.Number : 0, EventPage, cancellationToken).ConfigureAwait(false) is { IsEmpty: false } page)
            told.AddRange(page);
        return told;
    }
}
