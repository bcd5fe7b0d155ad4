using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Naming;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Faults;

/// <summary>An ingest whose silo is killed again and again.</summary>
[Trait("Speed", "Slow")]
public sealed class KilledIngestTests(ITestOutputHelper output)
{
    private static readonly DatasetName Emoji = DatasetName.Parse("emoji");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Check", "F28")]
    public async Task Ingest_SiloKilledAtRandomMoments_IsTheUndisturbedOne()
    {
        RandomMoments moments = new(output);
        using TemporaryFolder source = new(), whole = new(), broken = new();
        FallingGrid.CopyShards("train", source.FullName);
        AddItemsRequest request = new()
        {
            Operation = OperationId.New(),
            Source = new DatasetSource { Kind = SourceKind.Path, Location = source.FullName },
            Options = new IngestOptions { MaxPartitionItems = 40 },
        };
        DatasetVersionInfo expected;
        List<ItemInfo> items;
        await using (FallingGrid grid = await FallingGrid.StartAsync(whole.FullName))
        {
            await grid.Client.Datasets.StartAddAsync(Emoji, request, Cancel);
            (expected, items) = await ResultAsync(grid, request);
        }

        await using FallingGrid falling = await FallingGrid.StartAsync(broken.FullName);
        await falling.Client.Datasets.StartAddAsync(Emoji, request, Cancel);
        int kills = 0;
        foreach (int partitions in moments.Below(expected.Partitions.Length - 5))
        {
            IngestStatus before = await falling.WaitAsync(Emoji, request, status => status.PartitionCount >= partitions);
            if (before.State != JobState.Running)
                break;
            await moments.WaitAsync(Cancel);
            await falling.FallAsync();
            // By itself, or because its client asks again.
            if (kills++ % 2 == 0)
                await falling.Client.Datasets.StartAddAsync(Emoji, request, Cancel);
            IngestStatus after = await falling.Client.Datasets.GetIngestAsync(Emoji, request.Operation, Cancel);
            Assert.True(after.PartitionCount >= before.PartitionCount, $"{before.PartitionCount} partitions were durable, {after.PartitionCount} are left.");
        }
        output.WriteLine($"{kills} kills hit the ingest");
        Assert.NotEqual(0, kills);
        (DatasetVersionInfo version, List<ItemInfo> found) = await ResultAsync(falling, request);

        Assert.Equal((expected.Digest, expected.ItemCount, expected.RefusedCount), (version.Digest, version.ItemCount, version.RefusedCount));
        Assert.Equal(expected.Partitions.Select(partition => (partition.Id, partition.Digest)), version.Partitions.Select(partition => (partition.Id, partition.Digest)));
        Assert.Equal(items.Select(Describe), found.Select(Describe));
        Assert.Equal(found.Count, found.DistinctBy(item => item.Key).Count());
        Assert.Single((await falling.Client.Datasets.GetAsync(Emoji, Cancel)).Versions);
        Assert.Equal(Files(whole, "blobs/datasets"), Files(broken, "blobs/datasets"));
    }

    private static async Task<(DatasetVersionInfo Version, List<ItemInfo> Items)> ResultAsync(FallingGrid grid, AddItemsRequest request)
    {
        IngestStatus status = await grid.EndAsync(Emoji, request);
        Assert.True(status.State == JobState.Completed, status.Message);
        List<ItemInfo> items = [];
        await foreach (ItemInfo item in grid.Client.Datasets.ListItemsAsync(new DatasetRef(Emoji), Cancel))
            items.Add(item);
        return (await grid.Client.Datasets.GetVersionAsync(new DatasetRef(Emoji), Cancel), items);
    }

    private static string Describe(ItemInfo item) => $"{item.Partition} {item.Key} {item.Digest} {string.Join('|', item.Captions)}";

    private static string[] Files(TemporaryFolder folder, string below) =>
        [.. Directory.GetFiles(folder.Combine(below), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder.FullName, file)).Order(StringComparer.Ordinal)];
}
