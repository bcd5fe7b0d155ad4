using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Datasets;
using ClipGrid.Model.Training;

namespace ClipGrid.Grains.Training.Data;

/// <summary>A session's items in their order, without the pictures: what is said of each and where its picture lies.</summary>
internal sealed class SessionItems
{
    private SessionItems(SessionPlan plan, ImmutableArray<PictureCaptions> texts, ImmutableArray<string> keys, ImmutableArray<int> classes, ImmutableArray<PicturePlace> places)
    {
        Plan = plan;
        Texts = texts;
        Keys = keys;
        Classes = classes;
        Places = places;
    }

    /// <summary>What they were chosen by.</summary>
    public SessionPlan Plan { get; }

    /// <summary>What is said of each.</summary>
    public ImmutableArray<PictureCaptions> Texts { get; }

    /// <summary>Their keys.</summary>
    public ImmutableArray<string> Keys { get; }

    /// <summary>The place of each one's label among the plan's classes, or -1.</summary>
    public ImmutableArray<int> Classes { get; }

    /// <summary>Where their pictures lie.</summary>
    public ImmutableArray<PicturePlace> Places { get; }

    /// <summary>Reads what is stored of the items that a plan trains on; for those that are held out pass <see cref="SessionPlan.OfHeldOut"/>.</summary>
    /// <exception cref="GridException">NotFound, Corrupt, NewerFormat, Unavailable.</exception>
    public static async Task<SessionItems> LoadAsync(SessionPlan plan, SessionSpecification specification, IPartitionStore store, CancellationToken cancellationToken)
    {
        int count = plan.ItemCount;
        var texts = ImmutableArray.CreateBuilder<PictureCaptions>(count);
        var keys = ImmutableArray.CreateBuilder<string>(count);
        var classes = ImmutableArray.CreateBuilder<int>(count);
        var places = ImmutableArray.CreateBuilder<PicturePlace>(count);
        Dictionary<string, int> numbers = plan.Classes.Index().ToDictionary(one => one.Item, one => one.Index, StringComparer.Ordinal);
        Dictionary<string, long> groups = new(StringComparer.Ordinal);
        foreach ((int number, PlannedPartition partition) in plan.Partitions.Index())
        {
            PartitionItems items = await store.LoadAsync(partition.Id, cancellationToken).ConfigureAwait(false);
            foreach (int row in partition.Rows.SelectMany(range => Enumerable.Range(range.Start, range.Count)))
            {
                StoredItem item = row < items.Items.Length
                    ? items.Items[row]
                    : throw new GridException(GridProblem.Corrupt, $"The session's plan names row {row} of partition {partition.Id}, which has {items.Items.Length}: restore the data set from a backup, or start a new session.");
                texts.Add(Describe(item, specification, groups));
                keys.Add(item.Info.Key);
                classes.Add(item.Info.Label is { } label && numbers.TryGetValue(label, out int place) ? place : -1);
                places.Add(new PicturePlace(number, item.Offset, checked((int)item.Info.ByteCount)));
            }
        }
        return new SessionItems(plan, texts.MoveToImmutable(), keys.MoveToImmutable(), classes.MoveToImmutable(), places.MoveToImmutable());
    }

    private static PictureCaptions Describe(StoredItem item, SessionSpecification specification, Dictionary<string, long> groups)
    {
        ImmutableArray<string> captions = CaptionsOf.Item(item.Info, specification.LabelTemplate);
        if (!specification.SparesSameLabel || item.Info.Label is not { } label)
            return new PictureCaptions(captions);
        if (!groups.TryGetValue(label, out long group))
            groups.Add(label, group = groups.Count);
        return new PictureCaptions(captions, group);
    }
}
