using System.IO.Compression;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Grains.Datasets.Sources;
using Xunit;

namespace ClipGrid.Grains.Tests.Datasets.Sources;

/// <summary>Shards that are gzip, whatever their names say.</summary>
public sealed class PackedShardTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Check", "36")]
    public async Task ReadAsync_Gzip_IsReadByContent()
    {
        byte[] packed = Gzip.Pack(new TarBuilder().Sample("a", "one").End().Bytes);
        foreach (string name in (string[])["shard.tar", "shard.tar.gz", "shard.tgz"])
            Assert.Equal(["a: one"], SourceReading.Told(await SourceReading.ReadAsync(_folder.Write(name, packed))));
    }

    [Fact]
    [Trait("Check", "36")]
    public async Task ReadAsync_GzipCutOrBroken_KeepsWhatCameBefore()
    {
        var tar = new TarBuilder();
        var random = new Random(1);
        for (int i = 0; i < 50; i++)
        {
            byte[] picture = new byte[10_000];
            random.NextBytes(picture);
            tar.Add($"{i:D2}.png", picture).Add($"{i:D2}.txt", "one");
        }
        byte[] packed = Gzip.Pack(tar.End().Bytes);
        List<SourceSample> samples = await SourceReading.ReadAsync(_folder.Write("shard.tar", packed[..(packed.Length / 2)]));
        Assert.InRange(samples.Count, 15, 26);
        Assert.Equal((samples.Count - 1, 1), SourceReading.Count(samples));
        Assert.Equal(RefusalReason.DamagedSource, samples[^1].Refusal!.Reason);
    }

    [Fact]
    [Trait("Check", "36")]
    public async Task ReadAsync_GzipBomb_IsGivenUp()
    {
        string path = Path.Combine(_folder.Path, "shard.tar.gz");
        await using (var packed = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        {
            packed.Write(new TarBuilder().Sample("a", "one").Bytes);
            packed.Write(TarBuilder.Header("b.png"u8.ToArray(), '0', Convert.ToString(1L << 32, 8).PadLeft(11, '0')));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 1024; i++)
                packed.Write(zeros);
        }
        List<SourceSample> samples = await SourceReading.ReadAsync(path);
        Assert.Equal(["a: one", "shard.tar.gz, b: DamagedSource"], SourceReading.Told(samples));
        Assert.Contains("100 times", samples[1].Refusal!.Message, StringComparison.Ordinal);
    }
}
