using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Training.Evaluation;

namespace ClipGrid.Grains.Training.Checkpoints;

// Which checkpoints are kept, and which to go on from.
internal sealed partial class CheckpointStore
{
    /// <summary>The evaluations up to the newest checkpoint, by step.</summary>
    public ImmutableArray<EvaluatedStep> Evaluations => _head.Head is { } head && Newest is { } newest ? [.. head.Evaluations.Where(one => one.Step <= newest.Step)] : [];

    /// <summary>The best checkpoint, or null.</summary>
    public CheckpointInfo? Best => _head.Head?.Checkpoints.FirstOrDefault(one => one.IsBest)?.Describe();

    /// <summary>Says what an evaluation measured at a step; if its checkpoint is still being stored, once it is.</summary>
    /// <exception cref="GridException">Conflict: another run has taken the session over; StorageFull, Unavailable: the next save says it.</exception>
    public Task AttachMetricsAsync(long step, ImmutableSortedDictionary<string, double> metrics, CancellationToken cancellationToken)
    {
        // Noted first: a save that is under way either sees the note or has its checkpoint in the head before ours is written.
        _notes.Attach(step, metrics);
        return _head.UpdateAsync(head => HeadChanges.Attach(head, step, metrics), cancellationToken);
    }

    /// <summary>Makes the checkpoint of a step the best, and no other; if it is still being stored, once it is.</summary>
    /// <exception cref="GridException">Conflict: another run has taken the session over; StorageFull, Unavailable: the next save says it.</exception>
    public Task MarkBestAsync(long step, CancellationToken cancellationToken)
    {
        _notes.MarkBest(step);
        return _head.UpdateAsync(head => HeadChanges.MarkBest(head, step), cancellationToken);
    }
}
