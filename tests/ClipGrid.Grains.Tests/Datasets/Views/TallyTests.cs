using ClipGrid.Contracts.Datasets;
using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Datasets.Views;
using ClipGrid.Grains.Search;
using ClipGrid.Grains.Tests.Search;
using CsCheck;
using Xunit;

namespace ClipGrid.Grains.Tests.Datasets.Views;

/// <summary>What is counted over sorted pages, against counting everything at once.</summary>
public sealed class TallyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task SortedMerge_OfSortedStreams_IsEverythingInOrder() =>
        Gen.Int[0, 50].Array[0, 20].Array[0, 6].SampleAsync(async streams =>
        {
            List<int> merged = [];
            await foreach (int value in SortedMerge.ReadAsync(streams.Select(stream => stream.Order().ToAsyncEnumerable()), Comparer<int>.Default, Token))
                merged.Add(value);
            Assert.Equal(streams.SelectMany(stream => stream).Order(), merged);
        });

    [Fact]
    public void LabelTally_MoreThanAreNamed_NamesTheMostFrequent()
    {
        LabelTally tally = new();
        for (int label = 0; label < 500; label++)
            for (int share = 0; share < 2; share++)
                tally.Add(new LabelCount($"{label:D3}", label % 7));
        tally.End();
        Assert.Equal(500, tally.LabelCount);
        Assert.Equal(
            Enumerable.Range(0, 500).OrderByDescending(label => label % 7).ThenBy(label => label).Take(DatasetStatistics.MostLabels).Select(label => new LabelCount($"{label:D3}", 2 * (label % 7))),
            tally.ToBest());
    }

    [Fact]
    public void LabelTally_LongLabels_NamesFewer()
    {
        LabelTally tally = new();
        for (int label = 0; label < 10; label++)
            tally.Add(new LabelCount($"{label}{new string('a', 20_000)}", 1));
        tally.End();
        Assert.Equal((10, 3), (tally.LabelCount, tally.ToBest().Length));
    }

    [Fact]
    public void TwinTally_OfDigests_CountsWhatIsThereTwice()
    {
        TwinTally tally = new();
        foreach (string digest in new[] { "a", "b", "b", "c", "d", "d", "d", "e", "e" })
            tally.Add(digest);
        tally.End();
        Assert.Equal((7, 3), (tally.TwinCount, tally.GroupCount));
        Assert.Equal([("d", 3), ("b", 2), ("e", 2)], tally.ToBest().Select(group => (group.Digest, group.Count)));
    }

    [Fact]
    public void PartitionPages_OfManyLabelsAndDigests_TogetherAreAllOfThem()
    {
        RandomData data = new(9);
        StoredItem[] drawn = [.. data.Items(0, 9000).Items];
        PartitionItems items = new(drawn[0].Info.Partition, [.. drawn.Select((item, row) => item with { Info = item.Info with { Label = $"label {row / 2}" } })]);
        RowSet shown = RowSet.Where(items.Items.Length, row => row % 5 != 0);
        List<LabelCount> labels = [];
        for (bool hasMore = true; hasMore;)
        {
            LabelPage page = PartitionLabels.After(items, shown, labels.LastOrDefault()?.Label);
            labels.AddRange(page.Labels);
            hasMore = page.HasMore;
        }
        List<string> digests = [];
        for (bool hasMore = true; hasMore;)
        {
            DigestPage page = PartitionDigests.List(items, shown, digests.Count);
            digests.AddRange(page.Digests);
            hasMore = page.HasMore;
        }
        ItemInfo[] left = [.. items.Items.Where((_, row) => row % 5 != 0).Select(item => item.Info)];
        Assert.Equal(left.CountBy(item => item.Label!).OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => new LabelCount(entry.Key, entry.Value)), labels);
        Assert.Equal(left.Select(item => item.Digest).Order(StringComparer.Ordinal), digests);
        DigestTwins twins = Assert.Single(PartitionDigests.Find(items, shown, [left[0].Digest, "none"]));
        string[] keys = [.. left.Where(item => item.Digest == left[0].Digest).Select(item => item.Key)];
        Assert.Equal((keys.Length, string.Join(' ', keys.Take(10))), (twins.Count, string.Join(' ', twins.Keys)));
    }
}
