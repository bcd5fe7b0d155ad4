using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Search;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Search;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Training.Runs;

namespace ClipGrid.Grains.Training.Data;

/// <summary>Chooses a session's items once; a run that goes on later, or elsewhere, finds the same choice.</summary>
internal sealed class SessionPlanner(SessionId id, SessionSpecification specification, SessionSurroundings surroundings)
{
    /// <summary>The session's plan, made if there is none yet.</summary>
    /// <exception cref="GridException">Invalid: too few items, or too many to be judged by; NotFound, Corrupt, NewerFormat, Unavailable.</exception>
    public async Task<SessionPlan> GetAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken).ConfigureAwait(false) is { } known)
            return known;
        SessionPlan made = await MakeAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await surroundings.Blobs.PutJsonAsync(GridPaths.SessionPlan(id), made, BlobCondition.IfAbsent, cancellationToken).ConfigureAwait(false);
            return made;
        }
        catch (GridException raced) when (raced.Problem == GridProblem.Conflict)
        {
            return await FindAsync(cancellationToken).ConfigureAwait(false) ?? made;
        }
    }

    private async Task<SessionPlan?> FindAsync(CancellationToken cancellationToken) =>
        (await surroundings.Blobs.FindJsonAsync<SessionPlan>(GridPaths.SessionPlan(id), SessionPlan.CurrentFormat, cancellationToken).ConfigureAwait(false))?.Value;

    private async Task<SessionPlan> MakeAsync(CancellationToken cancellationToken)
    {
        ChosenItems chosen = await ChooseAsync(specification.Dataset, specification.Filter, cancellationToken).ConfigureAwait(false);
        ChosenItems? judges = specification.Evaluation is { Dataset: { } other } evaluation
            ? await ChooseAsync(other, evaluation.Filter, cancellationToken).ConfigureAwait(false)
            : null;
        return PlanMaker.Make(specification, chosen, judges);
    }

    private async Task<ChosenItems> ChooseAsync(DatasetRef dataset, ItemFilter? filter, CancellationToken cancellationToken)
    {
        DatasetVersionInfo version = await surroundings.Neighbours.GetDatasetAsync(dataset, cancellationToken).ConfigureAwait(false);
        ImmutableArray<ChosenPartition>.Builder partitions = ImmutableArray.CreateBuilder<ChosenPartition>();
        foreach (PartitionInfo partition in version.Partitions)
        {
            PartitionItems items = await surroundings.Partitions.LoadAsync(partition.Id, cancellationToken).ConfigureAwait(false);
            IReadOnlySet<string>? shown = await surroundings.Neighbours.FindShownKeysAsync(partition.Id, version.Version, items.Items.Length, cancellationToken).ConfigureAwait(false);
            RowSet? fitting = filter is null ? null : RowFilter.Apply(filter, new PartitionColumns(items));
            partitions.Add(new ChosenPartition(
                partition,
                [
                    .. items.Items.Index()
                        .Where(row => fitting?[row.Index] != false && shown?.Contains(row.Item.Info.Key) != false)
                        .Select(row => Describe(row.Index, row.Item.Info))
                        .Where(IsUsable),
                ]));
        }
        return new ChosenItems(version.Digest, partitions.ToImmutable());
    }

    private bool IsUsable(ChosenItem item) => item.Label is not null || (specification.Task == TrainingTask.Contrastive && item.CaptionCount > 0);

    private static ChosenItem Describe(int row, ItemInfo item) =>
        new(row, item.Digest, item.ByteCount, item.Captions.Count(caption => !string.IsNullOrWhiteSpace(caption)), item.Label);
}
