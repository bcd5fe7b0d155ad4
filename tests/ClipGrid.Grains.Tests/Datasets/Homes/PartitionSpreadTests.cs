using System.Net;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Grains.Datasets.Homes;
using Xunit;

namespace ClipGrid.Grains.Tests.Datasets.Homes;

/// <summary>Partitions are shared out evenly, the same by whoever works it out, and few move when a silo comes.</summary>
public sealed class PartitionSpreadTests
{
    private const int PartitionCount = 600;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void HomeOf_ManyPartitions_GivesEachSiloItsShare(int siloCount)
    {
        int[] counts = [.. Homes(Silos(siloCount)).GroupBy(silo => silo).Select(group => group.Count())];

        Assert.Equal(siloCount, counts.Length);
        Assert.InRange(counts.Max() - counts.Min(), 0, 1);
    }

    [Fact]
    public void HomeOf_ThreePartitionsOnThreeSilos_UsesAll() =>
        Assert.Equal(3, Homes(Silos(3)).Take(3).Distinct().Count());

    [Fact]
    public void HomeOf_SilosInAnotherOrderAndStartedAgain_IsTheSame()
    {
        SiloAddress[] silos = Silos(5);
        SiloAddress[] again = [.. silos.Reverse().Select(silo => SiloAddress.New(silo.Endpoint, silo.Generation + 1))];

        Assert.Equal(Homes(silos).Select(silo => silo.Endpoint), Homes(again).Select(silo => silo.Endpoint));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void HomeOf_OneMoreSilo_LeavesMostWhereTheyWere(int siloCount)
    {
        SiloAddress[] silos = Silos(siloCount + 1);

        int stayed = Homes(silos[..^1]).Zip(Homes(silos)).Count(pair => pair.First.Equals(pair.Second));

        // An even spread moves at least 1 of siloCount + 1; drawing them all anew would leave only that many.
        Assert.InRange((double)stayed / PartitionCount, 0.45, 1);
    }

    private static SiloAddress[] Silos(int count) => [.. Enumerable.Range(1, count).Select(i => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 11110 + i), 1))];

    private static IEnumerable<SiloAddress> Homes(SiloAddress[] silos) =>
        Enumerable.Range(0, PartitionCount).Select(number => PartitionSpread.HomeOf(new PartitionId(DatasetName.Parse("emoji"), 1, number), silos));
}
