using System.IO.Compression;
using System.Text.Json;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Grains.Datasets.Sources;
using ClipGrid.TestKit;
using SkiaSharp;
using Xunit;

namespace ClipGrid.Grains.Tests.Datasets.Sources;

/// <summary>The data that people really have.</summary>
public sealed class RealDataTests
{
    [Fact]
    public async Task ReadAsync_OpenMojiShards_HaveTheManifestsCaptions()
    {
        List<SourceSample> samples = await SourceReading.ReadAsync(Reference.Data("openmoji/shards"));
        Dictionary<string, JsonElement> manifest = (await File.ReadAllLinesAsync(Reference.Data("openmoji/manifest.jsonl"), TestContext.Current.CancellationToken))
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToDictionary(row => row.GetProperty("id").GetString()!);
        Assert.Equal((1935 + 372, 0), SourceReading.Count(samples));
        Assert.Equal(manifest.Count, samples.Select(sample => sample.Key).Distinct().Count());
        foreach (SourceSample sample in samples)
        {
            JsonElement row = manifest[sample.Key!];
            Assert.Equal([row.GetProperty("caption").GetString()!], sample.Captions);
            Assert.Equal(row.GetProperty("sha256").GetString(), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(sample.Picture.Span)));
            Assert.Equal(row.GetProperty("group").GetString(), sample.Metadata["group"].Text);
        }
        Assert.Equal(1935, samples.Count(sample => sample.Where.StartsWith("openmoji-train", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ReadAsync_OpenMojiFolder_Has200Pairs()
    {
        List<SourceSample> samples = await SourceReading.ReadAsync(Reference.Data("openmoji/folder"));
        Assert.Equal((200, 0), SourceReading.Count(samples));
        Assert.Equal("images/1f9c7.png: waffle: breakfast, indecisive, iron", SourceReading.Told(samples)[0]);
        Assert.Equal(["author", "group", "split"], samples[0].Metadata.Keys);
    }

    [Fact]
    public async Task ReadAsync_SignDigits_AreTheSameAsTableAndAsFolders()
    {
        List<SourceSample> table = await SourceReading.ReadAsync(Reference.Data("sign-digits"));
        List<SourceSample> folders = await SourceReading.ReadAsync(Reference.Data("sign-digits"), DatasetFormat.ClassFolders);
        Assert.Equal(((403, 0), (403, 0)), (SourceReading.Count(table), SourceReading.Count(folders)));
        Assert.Equal(
            table.Select(sample => (sample.Key, sample.Label, sample.Picture.Length)).Order(),
            folders.Select(sample => (sample.Key, sample.Label, sample.Picture.Length)).Order());
        Assert.All(table, sample => Assert.StartsWith("a hand showing", Assert.Single(sample.Captions), StringComparison.Ordinal));
    }

    [Fact]
    public async Task ReadAsync_FashionMnist_KeepsEveryPixel()
    {
        string folder = Reference.Data("fashion-mnist");
        await using ISampleSource source = SampleSources.Open(folder, DatasetFormat.Auto, new IngestOptions { LabelNames = [.. Enumerable.Range(0, 10).Select(i => $"class {i}")] });
        Assert.Equal(70_000, source.TotalCount);
        byte[] pixels = Unpack(Path.Combine(folder, "t10k-images-idx3-ubyte.gz"));
        byte[] labels = Unpack(Path.Combine(folder, "t10k-labels-idx1-ubyte.gz"));
        int count = 0;
        await foreach (SourceSample sample in source.ReadAsync(0, TestContext.Current.CancellationToken))
        {
            Assert.Null(sample.Refusal);
            if (count < 10_000 && count % 97 == 0)
            {
                using SKBitmap bitmap = SKBitmap.Decode(sample.Picture.ToArray());
                Assert.Equal((28, 28), (bitmap.Width, bitmap.Height));
                Assert.Equal(pixels[(16 + 784 * count)..(800 + 784 * count)], bitmap.Pixels.Select(pixel => pixel.Red).ToArray());
                Assert.Equal(($"t10k-{count:D6}", $"class {labels[8 + count]}"), (sample.Key, sample.Label));
            }
            count++;
        }
        Assert.Equal(70_000, count);
    }

    private static byte[] Unpack(string path)
    {
        using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        var bytes = new MemoryStream();
        gzip.CopyTo(bytes);
        return bytes.ToArray();
    }
}
