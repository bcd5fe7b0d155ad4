using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Storage;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.Grains.Tests.Datasets;

/// <summary>Hostile pictures and archives through a whole ingest: the good is taken in, the bad is named, nothing is half stored.</summary>
public sealed partial class HostileIngestTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    // Where the list leaves a choice: what is taken in and what is refused here.
    private static readonly Dictionary<string, (int Good, int Bad)> Chosen = new()
    {
        ["bad-header-checksum.tar"] = (2, 1),
        ["device-and-fifo.tar"] = (8, 2),
        ["caption-1MB.tar"] = (7, 1),
        ["gzip-named-tar.tar"] = (8, 0),
        ["concatenated.tar"] = (8, 0),
        ["dots-in-key.tar"] = (9, 0),
        ["zero-bytes.tar"] = (0, 1),
        ["zero-blocks-only.tar"] = (0, 1),
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Check", "1-19")]
    public async Task Add_EveryHostilePicture_IsTakenInOrRefusedAsTheListExpects()
    {
        Dictionary<string, JsonElement> expected = Manifest().ToDictionary(entry => Path.GetFileName(entry.GetProperty("file").GetString()!), StringComparer.Ordinal);
        string source = Directory.CreateDirectory(_folder.File("source")).FullName;
        List<string> lines = [];
        foreach (string name in expected.Keys)
        {
            File.Copy(Reference.Data($"hostile/images/{name}"), Path.Combine(source, name));
            lines.Add(JsonSerializer.Serialize(new { key = name, file = name, caption = $"picture {name}" }));
        }
        // Twins: the same bytes with another caption are an item of their own.
        lines.Add(JsonSerializer.Serialize(new { key = "twin", file = "7x13.png", caption = "another caption" }));
        await File.WriteAllLinesAsync(Path.Combine(source, "captions.jsonl"), lines, Cancellation);
        await using DatasetCluster cluster = await DatasetCluster.StartAsync(new FileBlobStore(_folder.File("blobs")), siloCount: 1);

        AddItemsRequest request = DatasetCluster.Request(source);
        // One of the pictures is a .tar: the format is told, not guessed.
        IngestStatus status = await cluster.AddAsync("d", request with { Source = request.Source with { Format = DatasetFormat.Jsonl } });

        Assert.True(status.State == JobState.Completed, status.Message);
        Dictionary<string, ItemInfo> items = (await cluster.ItemsAsync("d", page: 1000)).ToDictionary(item => item.Key, StringComparer.Ordinal);
        Dictionary<string, RefusedSample> refused = (await cluster.Dataset("d").GetRefusedAsync(null, 0, 1000, Cancellation)).Samples.ToDictionary(sample => sample.Key!, StringComparer.Ordinal);
        Assert.Equal(expected.Count + 1, items.Count + refused.Count);
        List<string> wrong = [];
        foreach ((string name, JsonElement entry) in expected)
        {
            bool isForeign = entry.GetProperty("core_format").GetString() == "false" && refused.TryGetValue(name, out RefusedSample? sample) && sample.Reason == RefusalReason.UnsupportedFormat;
            bool isRight = entry.GetProperty("expect").GetString() switch { "decode" => items.ContainsKey(name) || isForeign, "reject" => refused.ContainsKey(name), _ => true };
            if (!isRight)
                wrong.Add($"{name}: {entry.GetProperty("expect").GetString()}, {(refused.TryGetValue(name, out RefusedSample? why) ? why.Message : "taken in")}");
        }
        Assert.Empty(wrong);
        Assert.All(refused.Values, sample => Assert.True(sample.Message.EndsWith('.') && sample.Where.Length > 0, $"{sample.Key}: {sample.Message}"));
        Assert.Equal(items["7x13.png"].Digest, items["twin"].Digest);
        foreach (ItemInfo item in items.Values)
        {
            Assert.Contains(item.MediaType, new[] { "image/png", "image/jpeg", "image/webp", "image/gif", "image/bmp" });
            PictureBytes thumbnail = await cluster.Partition(item).GetThumbnailAsync(item.Key, 16, Cancellation);
            Assert.Contains(thumbnail.MediaType, new[] { "image/jpeg", "image/png" });
        }
    }

    [Fact]
    [Trait("Check", "20-37")]
    public async Task Add_EverySyntheticArchive_GivesTheListedNumbers()
    {
        string list = await File.ReadAllTextAsync(Reference.Data("hostile/tars-synthetic/synthetic_tars.csv"), Cancellation);
        await using DatasetCluster cluster = await DatasetCluster.StartAsync(new FileBlobStore(_folder.File("blobs")), siloCount: 1);
        List<string> wrong = [];
        int count = 0;
        foreach (Match row in Row().Matches(list))
        {
            string file = row.Groups["file"].Value, name = $"t{count++}";
            (int Good, int Bad) expected = Chosen.TryGetValue(file, out (int, int) chosen)
                ? chosen
                : (int.Parse(row.Groups["good"].Value, CultureInfo.InvariantCulture), int.Parse(row.Groups["bad"].Value, CultureInfo.InvariantCulture));
            IngestStatus status = await cluster.AddAsync(name, DatasetCluster.Request(Reference.Data("hostile/tars-synthetic/" + file)));
            bool isCompleted = status.State == JobState.Completed;
            List<ItemInfo> items = isCompleted ? await cluster.ItemsAsync(name) : [];
            if ((status.ItemCount, status.RefusedCount) != expected || items.Count != expected.Good || isCompleted != expected.Good > 0)
                wrong.Add($"{file}: {status.State} {(status.ItemCount, status.RefusedCount)}, not {expected}; {status.Message}");
            if (items.SelectMany(item => item.Captions).Any(caption => caption.Contains("root:", StringComparison.Ordinal)))
                wrong.Add($"{file}: shows a file of this machine");
        }
        Assert.Empty(wrong);
        Assert.Equal(31, count);
    }

    [Fact]
    [Trait("Check", "20-37")]
    public async Task Add_EveryFuzzedArchive_FailsWithASentenceAndStoresNothing()
    {
        FileBlobStore blobs = new(_folder.File("blobs"));
        await using DatasetCluster cluster = await DatasetCluster.StartAsync(blobs, siloCount: 1);
        foreach ((int number, string file) in Directory.GetFiles(Reference.Data("hostile/tars"), "*.tar").Index())
        {
            string name = $"f{number}";
            IngestStatus status = await cluster.AddAsync(name, DatasetCluster.Request(file));
            Assert.Equal((JobState.Failed, 0L), (status.State, status.ItemCount));
            Assert.Contains(file, status.Message, StringComparison.Ordinal);
            Assert.NotEmpty((await cluster.Dataset(name).GetRefusedAsync(null, 0, 10, Cancellation)).Samples);
            Assert.Equal(GridProblem.NotFound, (await Assert.ThrowsAsync<GridException>(() => cluster.Dataset(name).GetVersionAsync(null, Cancellation))).Problem);
            Assert.DoesNotContain((await blobs.ListAsync($"datasets/{name}/", null, 100, Cancellation)).Blobs, blob => blob.Name.Contains("/shards/", StringComparison.Ordinal));
        }
    }

    private static JsonElement[] Manifest()
    {
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllBytes(Reference.Data("hostile/manifest.json")));
        return [.. manifest.RootElement.EnumerateArray().Select(entry => entry.Clone())];
    }

    [GeneratedRegex(@"^(?<file>[^,]+\.tar),\d+,\w+,(?<good>[^,]*),(?<bad>[^,]*),", RegexOptions.Multiline)]
    private static partial Regex Row();
}
