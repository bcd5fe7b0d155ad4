using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
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
    /// <exception cref="GridException">Invalid: too few items; NotFound, Corrupt, NewerFormat, Unavailable.</exception>
    public async Task<SessionPlan> GetAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken).ConfigureAwait(false) is { } known)
            return known;
        SessionPlan made = await MakeAsync(cancellationToken).ConfigureAwait(false);
        SessionSpecificationValidation.CheckItemCount(specification, made.ItemCount);
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
        DatasetVersionInfo version = await surroundings.Neighbours.GetDatasetAsync(specification.Dataset, cancellationToken).ConfigureAwait(false);
        ImmutableArray<PlannedPartition>.Builder partitions = ImmutableArray.CreateBuilder<PlannedPartition>();
        foreach (PartitionInfo partition in version.Partitions)
        {
            PartitionItems items = await surroundings.Partitions.LoadAsync(partition.Id, cancellationToken).ConfigureAwait(false);
            IReadOnlySet<string>? shown = await surroundings.Neighbours.FindShownKeysAsync(partition.Id, version.Version, items.Items.Length, cancellationToken).ConfigureAwait(false);
            RowSet? fitting = specification.Filter is { } filter ? RowFilter.Apply(filter, new PartitionColumns(items)) : null;
            int[] rows = [.. items.Items.Index().Where(row => fitting?[row.Index] != false && shown?.Contains(row.Item.Info.Key) != false && IsUsable(row.Item.Info)).Select(row => row.Index)];
            if (rows.Length > 0)
                partitions.Add(new PlannedPartition
                {
                    Id = partition.Id,
                    Digest = partition.Digest,
                    PictureByteCount = rows.Sum(row => items.Items[row].Info.ByteCount),
                    Rows = [.. RowRange.Of(rows)],
                });
        }
        return new SessionPlan { Format = SessionPlan.CurrentFormat, DatasetDigest = version.Digest, Partitions = partitions.ToImmutable() };
    }

    private static bool IsUsable(ItemInfo item) => item.Label is not null || item.Captions.Any(caption => !string.IsNullOrWhiteSpace(caption));
}
