using System.Collections.Immutable;
using System.Formats.Tar;
using System.Text.Json;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Datasets.Ingest;
using ClipGrid.Grains.Datasets.Shards;
using ClipGrid.Grains.Datasets.Sources;
using ClipGrid.Grains.Storage;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.Grains.Tests.Datasets;

public sealed class IngestEngineTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_MixedSamples_TakesTheGoodOnesInOrderAndListsTheOthers()
    {
        using EngineRun run = new();
        List<SourceSample> samples = ListSource.Mixed(44);
        await run.RunAsync(new ListSource(samples));
        List<StoredItem> items = await run.ItemsAsync();
        Assert.Equal(Enumerable.Range(0, 44).Where(index => index % 11 is not (3 or 5 or 7)).Select(index => $"k{index}"), items.Select(item => item.Info.Key));
        Assert.Equal((44L, 32L, 12L, 7), (run.Last.SampleCount, run.Last.ItemCount, run.Last.RefusedCount, run.Last.Partitions.Length));
        ImmutableArray<RefusedSample> refused = await new RefusedList(run.Store, EngineRun.Name, 1, run.Last.RefusedChunks).ReadAsync(0, 1000, Cancellation);
        RefusalReason[] each = [RefusalReason.NoPicture, RefusalReason.Undecodable, RefusalReason.DuplicateKey];
        Assert.Equal([.. each, .. each, .. each, .. each], refused.Select(sample => sample.Reason));
        Assert.Equal(refused.Skip(5).Take(3), await new RefusedList(run.Store, EngineRun.Name, 1, run.Last.RefusedChunks).ReadAsync(5, 3, Cancellation));
        PartitionStore store = new(run.Store);
        PartitionItems second = await store.LoadAsync(run.Last.Partitions[1].Id, Cancellation);
        int row = 0;
        await foreach (byte[] picture in store.ReadPicturesAsync(second, 1, 3, Cancellation))
        {
            StoredItem item = second.Items[1 + row++];
            Assert.Equal(DrawnPictures.Noise(int.Parse(item.Info.Key[1..], null)), picture);
            Assert.Equal(picture, await store.ReadPictureAsync(second.Id, item, 0, long.MaxValue, Cancellation));
        }
        Assert.Equal(3, row);
        Assert.True(run.IsScratchEmpty);
    }

    [Fact]
    [Trait("Check", "F28")]
    public async Task Run_InterruptedAtEveryPoint_EqualsTheUninterruptedByteForByte()
    {
        List<SourceSample> samples = ListSource.Mixed(60);
        using EngineRun whole = new();
        int pointCount = 0;
        await whole.RunAsync(new ListSource(samples), _ => pointCount++);
        SortedDictionary<string, string> wanted = await whole.BlobsAsync();
        Assert.True(pointCount > 30);

        for (int killAt = 0; killAt < pointCount; killAt++)
        {
            using EngineRun run = new();
            int reached = 0;
            await Assert.ThrowsAsync<OperationCanceledException>(() => run.RunAsync(new ListSource(samples), _ => ThrowIf(reached++ == killAt)));
            ListSource rest = new(samples);
            await run.RunAsync(rest);
            Assert.Equal(wanted, await run.BlobsAsync());
            Assert.Equal(JsonSerializer.Serialize(whole.Last), JsonSerializer.Serialize(run.Last));
            Assert.True(run.IsScratchEmpty);
        }

        // And interrupted at every point in turn, one step a life.
        using EngineRun weary = new();
        for (int life = 0; ; life++)
        {
            Assert.True(life < 100);
            try
            {
                int reached = 0;
                await weary.RunAsync(new ListSource(samples), point => ThrowIf(point == IngestPoint.Committed && reached++ == 0));
                break;
            }
            catch (OperationCanceledException)
            {
                Assert.True(weary.IsScratchEmpty);
            }
        }
        Assert.Equal(wanted, await weary.BlobsAsync());
    }

    [Fact]
    public async Task Run_AKeyOfAnyCharacters_IsAWebDatasetMemberThatGivesItBack()
    {
        string[] keys = ["a", "A", "a.b/c.png", "../x", "%41", "ü€😀 \"'", new string('k', 512), new string('€', 512), "CON", "a\\b:c*?"];
        using EngineRun run = new() { Options = new IngestOptions() };
        byte[] picture = DrawnPictures.Noise(1);
        await run.RunAsync(new ListSource([.. keys.Select(key => new SourceSample { Where = "here", Key = key, Picture = picture, Captions = ["one", "two"], Label = "l" })]));
        List<StoredItem> items = await run.ItemsAsync();
        Assert.Equal(keys, items.Select(item => item.Info.Key));
        byte[] shard = await run.Store.GetAsync(GridPaths.Shard(run.Last.Partitions[0].Id), null, Cancellation);
        using TarReader reader = new(new MemoryStream(shard));
        List<string> stems = [];
        while (reader.GetNextEntry(copyData: true) is { } entry)
        {
            string[] parts = entry.Name.Split('.');
            Assert.Equal(2, parts.Length);
            if (parts[1] == "png")
            {
                stems.Add(parts[0]);
                using MemoryStream content = new();
                entry.DataStream!.CopyTo(content);
                Assert.Equal(picture, content.ToArray());
            }
        }
        Assert.Equal(keys, stems.Select(ShardNames.KeyOf));
        Assert.Equal(run.Last.Partitions[0].Digest, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(shard)));
    }

    [Fact]
    public async Task Run_AShardAsSource_GivesTheSameItems()
    {
        using EngineRun first = new() { Options = new IngestOptions() };
        await first.RunAsync(new ListSource(ListSource.Mixed(20)));
        string file = Path.Combine(first.Folder, "again.tar");
        await File.WriteAllBytesAsync(file, await first.Store.GetAsync(GridPaths.Shard(first.Last.Partitions[0].Id), null, Cancellation), Cancellation);
        using EngineRun second = new() { Options = new IngestOptions() };
        await using ISampleSource source = SampleSources.Open(file, DatasetFormat.Auto, second.Options);
        await second.RunAsync(source);
        Assert.Equal(first.Last.Partitions[0].Digest, second.Last.Partitions[0].Digest);
    }

    [Fact]
    public async Task Run_WithBadKeysAndTexts_RefusesThem()
    {
        using EngineRun run = new() { Options = new IngestOptions { MaxCaptionLength = 10 } };
        byte[] picture = DrawnPictures.Noise(1);
        SourceSample good = new() { Where = "w", Key = "k", Picture = picture, Captions = ["c"] };
        await run.RunAsync(new ListSource([
            good with { Key = "" }, good with { Key = "a\nb" }, good with { Key = new string('k', 513) }, good with { Key = "\ud800" },
            good with { Captions = [] }, good with { Captions = ["12345678901"] }, good with { Captions = ["\udc00"] }, good with { Picture = default },
            good with { Label = new string('l', 300_000) }]));
        RefusedPage page = new(await new RefusedList(run.Store, EngineRun.Name, 1, run.Last.RefusedChunks).ReadAsync(0, 10, Cancellation), 0);
        Assert.Equal(
            [RefusalReason.InvalidKey, RefusalReason.InvalidKey, RefusalReason.InvalidKey, RefusalReason.InvalidKey, RefusalReason.NoCaption,
            RefusalReason.TooLarge, RefusalReason.Malformed, RefusalReason.Undecodable, RefusalReason.TooLarge],
            page.Samples.Select(sample => sample.Reason));
    }

    [Fact]
    public async Task Run_HostilePictures_TakesInWhatTheManifestSaysAndNamesTheRest()
    {
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllBytes(Reference.Data("hostile/manifest.json")));
        Dictionary<string, string> expected = [];
        List<SourceSample> samples = [];
        foreach (JsonElement entry in manifest.RootElement.EnumerateArray().Where(e => e.GetProperty("file").GetString()!.StartsWith("images/", StringComparison.Ordinal)))
        {
            string file = entry.GetProperty("file").GetString()!;
            expected[file] = entry.GetProperty("expect").GetString()!;
            samples.Add(new SourceSample { Where = file, Key = file, Label = "hostile", Picture = File.ReadAllBytes(Reference.Data($"hostile/{file}")) });
        }
        using EngineRun run = new() { Options = new IngestOptions() };
        await run.RunAsync(new ListSource(samples));
        HashSet<string> taken = [.. (await run.ItemsAsync()).Select(item => item.Info.Key)];
        ImmutableArray<RefusedSample> refused = await new RefusedList(run.Store, EngineRun.Name, 1, run.Last.RefusedChunks).ReadAsync(0, 1000, Cancellation);
        Assert.Equal(samples.Count, taken.Count + refused.Length);
        Assert.DoesNotContain(expected, file => file.Value == "reject" && taken.Contains(file.Key));
        string[] formats = [.. refused.Where(sample => sample.Reason == RefusalReason.UnsupportedFormat).Select(sample => sample.Key!)];
        Assert.DoesNotContain(expected, file => file.Value == "decode" && !taken.Contains(file.Key) && !formats.Contains(file.Key));
        Assert.All(refused, sample => Assert.True(sample.Message.Length > 10 && sample.Reason is RefusalReason.Undecodable or RefusalReason.UnsupportedFormat or RefusalReason.TooLarge));
    }

    [Fact]
    public void ReadIndex_OfANewerFormatOrDamaged_IsRefused()
    {
        PartitionId id = PartitionId.Parse("d/1/0");
        PartitionInfo partition = new() { Id = id, ItemCount = 0, CaptionCount = 0, ByteCount = 1024, Digest = "" };
        string index = System.Text.Encoding.UTF8.GetString(ShardIndex.Write(partition, []));
        Assert.Empty(ShardIndex.Read(id, System.Text.Encoding.UTF8.GetBytes(index), "name").Items);
        Assert.Equal(GridProblem.NewerFormat, Problem(index.Replace("\"formatVersion\":1", "\"formatVersion\":2,\"other\":1", StringComparison.Ordinal)));
        Assert.Equal(GridProblem.Corrupt, Problem(index.Replace("\"formatVersion\":1", "\"formatVersion\":1,\"other\":1", StringComparison.Ordinal)));
        Assert.Equal(GridProblem.Corrupt, Problem(index.Replace("\"itemCount\":0", "\"itemCount\":1", StringComparison.Ordinal)));
        Assert.Equal(GridProblem.Corrupt, Problem(index[..^5]));
        Assert.Equal(GridProblem.Corrupt, Problem(""));

        GridProblem Problem(string text) => Assert.Throws<GridException>(() => ShardIndex.Read(id, System.Text.Encoding.UTF8.GetBytes(text), "name")).Problem;
    }

    private static void ThrowIf(bool isTime)
    {
        if (isTime)
            throw new OperationCanceledException("killed");
    }
}
