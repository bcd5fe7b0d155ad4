using ClipGrid.Contracts.Datasets;
using ClipGrid.Grains.Datasets.Sources;
using Xunit;

namespace ClipGrid.Grains.Tests.Datasets.Sources;

[Collection<Alone>]
public sealed class WebDatasetSourceTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ReadAsync_AllParts_MakeOneSample()
    {
        TarBuilder tar = new TarBuilder().Add("./animals/cat.PNG", ScratchFolder.Picture).Add("./animals/cat.txt", "\uFEFF a cat \n").Add("animals/cat.caption", "a tom")
            .Add("animals/cat.json", """{"captions":["a cat","a pet"],"caption":"raw","id":7,"taken":{"year":2020}}""").Add("animals/cat.cls", "1\n").Add("animals/cat.npy", "ignored").End();
        SourceSample sample = Assert.Single(await ReadAsync(tar.Bytes, new IngestOptions { LabelNames = ["dog", "cat"] }));
        Assert.Equal(["animals/cat: a cat|a tom|a pet [cat]"], SourceReading.Told([sample]));
        Assert.Equal(["caption=raw", "id=7", "taken.year=2020"], sample.Metadata.Select(entry => $"{entry.Key}={entry.Value}"));
        Assert.Equal(ScratchFolder.Picture, sample.Picture.ToArray());
    }

    [Theory]
    [InlineData("1", "1")]
    [InlineData("cat", "cat")]
    public async Task ReadAsync_ClsWithoutNames_IsTheLabelItself(string cls, string label) =>
        Assert.Equal(label, Assert.Single(await ReadAsync(new TarBuilder().Add("a.png", ScratchFolder.Picture).Add("a.cls", cls).Bytes)).Label);

    [Fact]
    public async Task ReadAsync_LabelWithoutName_IsRefused()
    {
        byte[] tar = new TarBuilder().Add("a.png", ScratchFolder.Picture).Add("a.cls", "2").Bytes;
        Assert.Equal(["shard.tar, a: Malformed"], SourceReading.Told(await ReadAsync(tar, new IngestOptions { LabelNames = ["dog", "cat"] })));
    }

    [Fact]
    [Trait("Check", "20")]
    public async Task ReadAsync_CutAnywhere_KeepsWhatCameBeforeAndNeverHalfAPicture()
    {
        byte[] whole = new TarBuilder().Sample("a", "one").Sample("b", "two").Bytes;
        for (int length = 1; length < whole.Length; length++)
        {
            List<SourceSample> samples = await ReadAsync(whole[..length]);
            Assert.All(samples.Where(sample => sample.Refusal is null), sample => Assert.Equal(ScratchFolder.Picture, sample.Picture.ToArray()));
            Assert.Equal((length >= 1539 ? 1 : 0) + (length >= 3587 ? 1 : 0), SourceReading.Count(samples).Good);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Check", "21")]
    public async Task ReadAsync_EndMarker_IsNotNeeded(bool isMarked)
    {
        TarBuilder tar = new TarBuilder().Sample("a", "one");
        Assert.Equal(["a: one"], SourceReading.Told(await ReadAsync((isMarked ? tar.End() : tar).Bytes)));
    }

    [Fact]
    [Trait("Check", "22")]
    public async Task ReadAsync_AnyByteOfAHeaderChanged_IsDamageThere()
    {
        byte[] whole = new TarBuilder().Sample("a", "one").Sample("b", "two").Bytes;
        for (int i = 0; i < 512; i++)
        {
            byte[] tar = [.. whole];
            tar[2048 + i] ^= 0x41;
            List<SourceSample> samples = await ReadAsync(tar);
            // Two spaces and NULs round the checksum itself may change without a change of any number.
            if (i is >= 148 and < 156 && samples.Count == 2 && samples[1].Refusal is null)
                continue;
            Assert.Equal(["a: one", "shard.tar: DamagedSource"], SourceReading.Told(samples));
            Assert.Contains("byte 2048", samples[1].Refusal!.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("77777777777")]
    [InlineData("\u0080\0\0\0\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff")]
    [InlineData("\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff")]
    [InlineData("-0000000001")]
    [InlineData("0000000009x")]
    [Trait("Check", "23")]
    [Trait("Check", "24")]
    public async Task ReadAsync_ImpossibleSize_IsDamageWithoutAllocation(string size)
    {
        foreach (bool isPacked in (bool[])[false, true])
        {
            byte[] tar = new TarBuilder().Sample("a", "one").Add("b.png", ScratchFolder.Picture, size: size).Add("b.txt", "two").End().Bytes;
            long before = GC.GetTotalAllocatedBytes();
            List<SourceSample> samples = await ReadAsync(isPacked ? Gzip.Pack(tar) : tar);
            Assert.Equal((1, 1), SourceReading.Count(samples));
            Assert.Equal(RefusalReason.DamagedSource, samples[1].Refusal!.Reason);
            Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 20L << 20);
        }
    }

    [Theory]
    [InlineData("../b.png")]
    [InlineData("x/../../b.png")]
    [InlineData("..\\b.png")]
    [InlineData("/b.png")]
    [InlineData("\\b.png")]
    [InlineData("C:\\b.png")]
    [InlineData("b\u0001.png")]
    [Trait("Check", "25")]
    public async Task ReadAsync_NameThatLeaves_IsUnsafe(string name)
    {
        byte[] tar = new TarBuilder().Sample("a", "one").Add(name, ScratchFolder.Picture).Sample("c", "three").Bytes;
        Assert.Equal(["a: one", "shard.tar, byte 2048: UnsafePath", "c: three"], SourceReading.Told(await ReadAsync(tar)));
    }

    [Theory]
    [InlineData('1')]
    [InlineData('2')]
    [InlineData('3')]
    [InlineData('4')]
    [InlineData('6')]
    [Trait("Check", "26")]
    public async Task ReadAsync_LinkPipeOrDevice_IsUnsafe(char type)
    {
        byte[] tar = new TarBuilder().Add("a.png", ScratchFolder.Picture).Add("a.txt", "", type).Sample("b", "two").Bytes;
        Assert.Equal(["shard.tar, a: UnsafePath", "b: two"], SourceReading.Told(await ReadAsync(tar)));
    }

    [Fact]
    [Trait("Check", "27")]
    public async Task ReadAsync_PaxPath_IsTheNameThatCounts()
    {
        byte[] tar = new TarBuilder().Pax("path", "../../x.png").Add("a.png", ScratchFolder.Picture)
            .Pax("path", "füchse/b.png").Add("c.png", ScratchFolder.Picture).Pax("path", "füchse/b.txt").Add("c.txt", "two").Bytes;
        List<SourceSample> samples = await ReadAsync(tar);
        Assert.Equal((RefusalReason.UnsafePath, "füchse/b"), (samples[0].Refusal?.Reason, samples[1].Key));
        Assert.Equal(2, samples.Count);
    }

    [Theory]
    [InlineData("99 path=b.png\n")]
    [InlineData("x")]
    [InlineData("5 =b\n")]
    [InlineData("12 size=-1x\n")]
    [Trait("Check", "27")]
    public async Task ReadAsync_MalformedPax_IsDamage(string records)
    {
        byte[] tar = new TarBuilder().Sample("a", "one").Add("pax", records, 'x').Sample("b", "two").Bytes;
        Assert.Equal(["a: one", "shard.tar: DamagedSource"], SourceReading.Told(await ReadAsync(tar)));
    }

    [Fact]
    [Trait("Check", "28")]
    public async Task ReadAsync_LongNames_AreReadUpToALimit()
    {
        string fits = new('n', 500);
        byte[] tar = new TarBuilder().Add("long", fits + ".png\0", 'L').Add("x", ScratchFolder.Picture).Add("long", fits + ".txt\0", 'L').Add("x", "one")
            .Add("long", new string('n', 60_000) + ".png\0", 'L').Add("x", ScratchFolder.Picture)
            .Pax("path", new string('m', 60_000) + ".png").Add("x", ScratchFolder.Picture).Sample("b", "two").Bytes;
        List<SourceSample> samples = await ReadAsync(tar);
        Assert.Equal([fits, null, null, "b"], samples.Select(sample => sample.Key));
        Assert.Equal((2, 2), SourceReading.Count(samples));
    }

    [Fact]
    [Trait("Check", "28")]
    public async Task ReadAsync_ExtensionOverOneMebibyte_IsDamage()
    {
        byte[] tar = new TarBuilder().Sample("a", "one").Add("long", new byte[(1 << 20) + 1], 'L').Sample("b", "two").Bytes;
        Assert.Equal(["a: one", "shard.tar: DamagedSource"], SourceReading.Told(await ReadAsync(tar)));
    }

    [Fact]
    [Trait("Check", "29")]
    public async Task ReadAsync_KeyTwice_AdjacentIsRefusedAndApartIsLeftToTheIngest()
    {
        byte[] tar = new TarBuilder().Sample("a", "one").Sample("a", "two").Sample("b", "three").Sample("c", "four").Sample("b", "five").Bytes;
        Assert.Equal(["shard.tar, a: Malformed", "b: three", "c: four", "b: five"], SourceReading.Told(await ReadAsync(tar)));
    }

    [Fact]
    [Trait("Check", "30")]
    public async Task ReadAsync_TwoPictures_AreRefused()
    {
        byte[] tar = new TarBuilder().Add("a.left.png", ScratchFolder.Picture).Add("a.right.jpg", ScratchFolder.Picture).Add("a.txt", "one").Sample("b", "two").Bytes;
        Assert.Equal(["shard.tar, a: Malformed", "b: two"], SourceReading.Told(await ReadAsync(tar)));
    }

    [Fact]
    [Trait("Check", "31")]
    public async Task ReadAsync_MissingParts_AreTold()
    {
        byte[] tar = new TarBuilder().Add("a.png", ScratchFolder.Picture).Add("b.txt", "two").Add("c.png", ScratchFolder.Picture).Add("c.json", "{}")
            .Add("d.json", """{"caption":"four"}""").Add("e.tif", ScratchFolder.Picture).Add("e.txt", "five").Add("f.png", "").Add("f.txt", "six").Sample("g", "seven").Bytes;
        Assert.Equal(
            ["shard.tar, a: NoCaption", "shard.tar, b: NoPicture", "shard.tar, c: NoCaption", "shard.tar, d: NoPicture", "shard.tar, e: UnsupportedFormat", "shard.tar, f: NoPicture", "g: seven"],
            SourceReading.Told(await ReadAsync(tar)));
    }

    public static TheoryData<byte[], RefusalReason> BadCaptions => new()
    {
        { "caf\u00e9"u8[..4].ToArray(), RefusalReason.Malformed },
        { [], RefusalReason.NoCaption },
        { " \r\n\t"u8.ToArray(), RefusalReason.NoCaption },
        { new byte[1_000_000].Select(_ => (byte)'x').ToArray(), RefusalReason.TooLarge },
        { new byte[2_000_000].Select(_ => (byte)'x').ToArray(), RefusalReason.TooLarge },
        { "a\0b"u8.ToArray(), RefusalReason.Malformed },
    };

    [Theory]
    [MemberData(nameof(BadCaptions))]
    [Trait("Check", "32")]
    public async Task ReadAsync_UnfitCaption_IsRefusedAlone(byte[] caption, RefusalReason reason)
    {
        byte[] tar = new TarBuilder().Add("a.png", ScratchFolder.Picture).Add("a.txt", caption).Sample("b", "two").Bytes;
        Assert.Equal([$"shard.tar, a: {reason}", "b: two"], SourceReading.Told(await ReadAsync(tar)));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"a":1,"a":2}""")]
    [Trait("Check", "33")]
    public async Task ReadAsync_BrokenJson_IsRefusedAlone(string json)
    {
        byte[] tar = new TarBuilder().Add("a.png", ScratchFolder.Picture).Add("a.txt", "one").Add("a.json", json).Sample("b", "two").Bytes;
        Assert.Equal(["shard.tar, a: Malformed", "b: two"], SourceReading.Told(await ReadAsync(tar)));
    }

    [Fact]
    [Trait("Check", "33")]
    public async Task ReadAsync_DeepJson_IsRefusedAlone() =>
        await ReadAsync_BrokenJson_IsRefusedAlone("{\"a\":" + new string('[', 20_000) + new string(']', 20_000) + "}");

    [Fact]
    [Trait("Check", "34")]
    public async Task ReadAsync_DotsFoldersAndCase_MakeDifferentKeys()
    {
        byte[] tar = new TarBuilder().Add("d/", "", '5').Add("d/x.b.c.png", ScratchFolder.Picture).Add("d/x.b.c.txt", "one").Sample("e/x", "two").Sample("AbC", "three").Sample("abc", "four")
            .Add("._abc.png", ScratchFolder.Picture).Add("README", "text").Bytes;
        Assert.Equal(["d/x: one", "e/x: two", "AbC: three", "abc: four"], SourceReading.Told(await ReadAsync(tar)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(512)]
    [InlineData(10240)]
    [Trait("Check", "35")]
    public async Task ReadAsync_NothingInside_IsTold(int zeros) =>
        Assert.Equal(["shard.tar: DamagedSource"], SourceReading.Told(await ReadAsync(new byte[zeros])));

    [Fact]
    [Trait("Check", "36")]
    public async Task ReadAsync_TwoArchivesJoined_EndsAtTheFirstMarker()
    {
        byte[] tar = new TarBuilder().Sample("a", "one").End().Sample("b", "two").End().Bytes;
        Assert.Equal(["a: one"], SourceReading.Told(await ReadAsync(tar)));
    }

    [Fact]
    public async Task ReadAsync_FolderOfShards_GoesByName()
    {
        _folder.Write("b.tar", new TarBuilder().Sample("b", "two").Bytes);
        _folder.Write("a.tar", new TarBuilder().Sample("a", "one").Bytes);
        _folder.Write("c.tar", []);
        Assert.Equal(["a: one", "b: two", "c.tar: DamagedSource"], SourceReading.Told(await SourceReading.ReadAsync(_folder.Path)));
    }

    [Fact]
    public async Task ReadAsync_MemberLargerThanTheLimit_IsPassedOver()
    {
        byte[] tar = new TarBuilder().Add("a.png", new byte[5000]).Add("a.txt", "one").Sample("b", "two").Bytes;
        Assert.Equal(["shard.tar, a: TooLarge", "b: two"], SourceReading.Told(await ReadAsync(tar, new IngestOptions { MaxPictureBytes = 4999 })));
    }

    private Task<List<SourceSample>> ReadAsync(byte[] tar, IngestOptions? options = null) => SourceReading.ReadAsync(_folder.Write("shard.tar", tar), options: options);
}
