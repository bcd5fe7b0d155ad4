using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Grains.Training.Data;

/// <summary>A partition's items that fit a session.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Items">The items, by ascending rows.</param>
internal sealed record ChosenPartition(PartitionInfo Partition, ImmutableArray<ChosenItem> Items)
{
    /// <summary>Those that hold to a rule.</summary>
    public ChosenPartition Where(Func<ChosenItem, bool> holds) => this with { Items = [.. Items.Where(holds)] };

    /// <summary>What a plan says of it.</summary>
    public PlannedPartition ToPlan() => new()
    {
        Id = Partition.Id,
        Digest = Partition.Digest,
        PictureByteCount = Items.Sum(item => item.ByteCount),
        Rows = [.. RowRange.Of(Items.Select(item => item.Row))],
    };
}
