using System.Buffers.Binary;
using System.IO.Compression;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Datasets.Sources;
using Xunit;

namespace ClipGrid.Grains.Tests.Datasets.Sources;

public sealed class IdxSourceTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ReadAsync_Pairs_BecomePicturesWithLabelAndSplit()
    {
        Write("train", 3, 3);
        Write("t10k", 2, 2);
        List<SourceSample> samples = await SourceReading.ReadAsync(_folder.Path, options: new IngestOptions { LabelNames = ["zero", "one", "two"] });
        Assert.Equal(
            ["t10k-000000:  [zero]", "t10k-000001:  [one]", "train-000000:  [zero]", "train-000001:  [one]", "train-000002:  [two]"],
            SourceReading.Told(samples));
        Assert.Equal(["t10k", "t10k", "train", "train", "train"], samples.Select(sample => sample.Metadata["split"].Text));
    }

    [Fact]
    public async Task ReadAsync_OneSplit_LeavesOutTheOther()
    {
        string train = Write("train", 3, 3);
        Write("t10k", 2, 2);
        Assert.Equal(3, (await SourceReading.ReadAsync(_folder.Path, options: new IngestOptions { Split = "train" })).Count);
        Assert.Equal(3, (await SourceReading.ReadAsync(train)).Count);
        Assert.Contains("t10k and train", SourceReading.Fault(_folder.Path, options: new IngestOptions { Split = "val" }).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Check", "44")]
    public async Task ReadAsync_FewerPixelsOrLabelsThanDeclared_KeepsWhatIsThere(bool isLabels)
    {
        string images = Write("train", 3, 3);
        string cut = isLabels ? images.Replace("images-idx3", "labels-idx1", StringComparison.Ordinal) : images;
        File.WriteAllBytes(cut, File.ReadAllBytes(cut)[..^1]);
        List<SourceSample> samples = await SourceReading.ReadAsync(_folder.Path);
        Assert.Equal(["train-000000:  [0]", "train-000001:  [1]", "train-images-idx3-ubyte, picture 2: DamagedSource"], SourceReading.Told(samples));
    }

    [Fact]
    [Trait("Check", "44")]
    public void Open_WrongMagic_SaysSo()
    {
        string images = Write("train", 3, 3);
        File.WriteAllBytes(images, [0, 0, 8, 1, 0, 0, 0, 3, .. new byte[100]]);
        Assert.Contains("00000801 instead of 00000803", SourceReading.Fault(_folder.Path).Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Check", "44")]
    public void Open_OtherNumberOfLabels_SaysSo()
    {
        Write("train", 3, 2);
        GridException fault = SourceReading.Fault(_folder.Path);
        Assert.Equal(GridProblem.Invalid, fault.Problem);
        Assert.Contains("3 pictures", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, 2, 2)]
    [InlineData(1, 0, 2)]
    [InlineData(1, int.MaxValue, int.MaxValue)]
    [InlineData(1, -5, -5)]
    [Trait("Check", "44")]
    public void Open_ImpossibleDimensions_SaysSo(int count, int height, int width)
    {
        Write("train", 1, 1);
        _folder.Write("train-images-idx3-ubyte", Header(0x803, count, height, width));
        Assert.Contains("not possible", SourceReading.Fault(_folder.Path).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoLabels_SaysSo()
    {
        File.Delete(Write("train", 1, 1).Replace("images-idx3", "labels-idx1", StringComparison.Ordinal));
        Assert.Contains("train-labels-idx1-ubyte", SourceReading.Fault(_folder.Path).Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Check", "44")]
    public async Task ReadAsync_GzipBomb_ReadsOnlyWhatIsDeclared()
    {
        // A gigabyte of zeros behind one declared picture; then behind a million declared pictures of a megabyte.
        byte[] bomb = Bomb(Header(0x803, 1, 2, 2), 1024);
        _folder.Write("train-images-idx3-ubyte.gz", bomb);
        _folder.Write("train-labels-idx1-ubyte", [.. Header(0x801, 1), 0]);
        Assert.Equal(["train-000000:  [0]"], SourceReading.Told(await SourceReading.ReadAsync(_folder.Path)));
        _folder.Write("train-images-idx3-ubyte.gz", Bomb(Header(0x803, 1_000_000, 1000, 1000), 1024));
        _folder.Write("train-labels-idx1-ubyte", [.. Header(0x801, 1_000_000), .. new byte[1_000_000]]);
        List<SourceSample> samples = await SourceReading.ReadAsync(_folder.Path);
        Assert.InRange(samples.Count, 2, 100);
        Assert.Equal(RefusalReason.DamagedSource, samples[^1].Refusal!.Reason);
        Assert.Empty(await SourceReading.ReadAsync(_folder.Path, skip: 900_000));
    }

    private string Write(string split, int pictures, int labels)
    {
        _folder.Write($"{split}-labels-idx1-ubyte", [.. Header(0x801, labels), .. Enumerable.Range(0, labels).Select(i => (byte)i)]);
        return _folder.Write($"{split}-images-idx3-ubyte", [.. Header(0x803, pictures, 2, 3), .. Enumerable.Range(0, pictures * 6).Select(i => (byte)i)]);
    }

    private static byte[] Header(params int[] words)
    {
        byte[] header = new byte[4 * words.Length];
        for (int i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 * i), words[i]);
        return header;
    }

    private static byte[] Bomb(byte[] header, int mebibytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(header);
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < mebibytes; i++)
                gzip.Write(zeros);
        }
        return packed.ToArray();
    }
}
