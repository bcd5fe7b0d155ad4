using System.Collections.Immutable;

namespace ClipGrid.Grains.Training.Data;

/// <summary>The items of a data set version that fit a session.</summary>
/// <param name="DatasetDigest">Digest of the version.</param>
/// <param name="Partitions">Its partitions, in the version's order; some may have no item.</param>
internal sealed record ChosenItems(string DatasetDigest, ImmutableArray<ChosenPartition> Partitions)
{
    /// <summary>All of them.</summary>
    public IEnumerable<ChosenItem> All => Partitions.SelectMany(partition => partition.Items);

    /// <summary>Those that hold to a rule.</summary>
    public ChosenItems Where(Func<ChosenItem, bool> holds) => this with { Partitions = [.. Partitions.Select(partition => partition.Where(holds))] };

    /// <summary>What a plan says of the partitions that have at least one.</summary>
    public ImmutableArray<PlannedPartition> ToPlan() => [.. Partitions.Where(partition => !partition.Items.IsEmpty).Select(partition => partition.ToPlan())];
}
